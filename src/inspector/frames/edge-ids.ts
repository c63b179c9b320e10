import type { AnyStateNode, AnyTransitionDefinition } from "xstate";
import { orchestratorMachine } from "../../machine/orchestrator.machine.js";

/**
 * The id of a transition of the chart: its source's id and its index there, by event and then `always`, as in
 * `visualizations/orchestrator.json` and in the drawing.
 */
export function edgeId(transition: AnyTransitionDefinition): string | undefined {
  return ids.get(transition);
}

const ids = new Map(
  nodesOf(orchestratorMachine.root).flatMap((node) =>
    [...node.transitions.values()]
      .flat()
      .concat(node.always ?? [])
      .map((transition, index) => [transition, `${node.id}:${index}`] as const),
  ),
);

function nodesOf(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesOf)];
}
