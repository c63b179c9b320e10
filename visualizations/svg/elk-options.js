// @ts-check

const common = {
  "elk.algorithm": "layered",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.cycleBreaking.strategy": "MODEL_ORDER",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.spacing.edgeNodeBetweenLayers": "12",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "9",
  "elk.spacing.nodeNode": "18",
  "elk.spacing.edgeNode": "12",
  "elk.spacing.edgeEdge": "10",
  "elk.spacing.edgeLabel": "3",
  "elk.spacing.componentComponent": "18",
  "elk.nodeSize.constraints": "MINIMUM_SIZE",
  "elk.separateConnectedComponents": "false",
  "elk.portConstraints": "FIXED_ORDER",
};

/** One step of the work under the other. */
export const downwards = {
  ...common,
  "elk.direction": "DOWN",
  "elk.layered.spacing.nodeNodeBetweenLayers": "15",
};

/** One frame beside the other. */
export const rightwards = {
  ...common,
  "elk.direction": "RIGHT",
  "elk.layered.spacing.nodeNodeBetweenLayers": "20",
};
