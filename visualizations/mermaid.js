// @ts-check
import { childrenOf, initialOf } from "./chart-model.js";
import { fullLabel } from "./labels.js";
import { roleOf } from "./roles.js";

/** @typedef {import("./chart-model.js").ChartDefinition} ChartDefinition */
/** @typedef {import("./chart-model.js").ChartState} ChartState */
/** @typedef {import("./overview.js").Overview} Overview */

/**
 * The overview as a Mermaid state diagram.
 *
 * @param {ChartDefinition} definition
 * @param {Overview} overview
 * @returns {string}
 */
export function overviewDiagram(definition, { initial, states, edges }) {
  const keys = states.map(({ state }) => state.key);
  const names = new Map(
    states.map(({ state: { id, key } }) => [
      id,
      keys.indexOf(key) === keys.lastIndexOf(key) ? key : alias(id),
    ]),
  );
  /** @param {string} id */
  const name = (id) => names.get(id) ?? alias(id);
  return lines([
    "stateDiagram-v2",
    "  direction TB",
    // Mermaid lays states out in the order it meets them: backwards it draws both loops with the fewest crossings.
    ...states.map(({ state, title }) => `  state "${title.join("<br/>")}" as ${name(state.id)}`).reverse(),
    `  [*] --> ${name(initial)}`,
    ...edges.map((edge) => `  ${name(edge.source)} --> ${name(edge.target)}${labelled(edge.label)}`),
    ...classes(
      definition,
      states.map(({ state }) => state),
      name,
    ),
  ]);
}

/**
 * Every state and every transition as a Mermaid state diagram: labels are `event [guard] / actions`.
 *
 * @param {ChartDefinition} definition
 * @returns {string}
 */
export function fullDiagram(definition) {
  const { id: root, states, transitions } = definition;
  const leaves = states.filter(({ type }) => type !== "compound" && type !== "parallel");
  return lines([
    "stateDiagram-v2",
    "  direction TB",
    ...transitions
      .filter(({ targets }) => targets.length === 0)
      .map((transition) => `  %% ${transition.source} stays where it is: ${fullLabel(transition)}`),
    `  [*] --> ${alias(initialOf(definition, root))}`,
    ...childrenOf(definition, root).flatMap((state) => nested(definition, state, "  ")),
    ...transitions.flatMap((transition) =>
      transition.targets.map(
        (target) => `  ${alias(transition.source)} --> ${alias(target)}${labelled(fullLabel(transition))}`,
      ),
    ),
    ...states
      .filter(({ type, parent }) => type === "final" && parent === root)
      .map(({ id }) => `  ${alias(id)} --> [*]`),
    ...classes(definition, leaves, alias),
  ]);
}

/**
 * @param {ChartDefinition} definition
 * @param {ChartState} state
 * @param {string} indent
 * @returns {string[]}
 */
function nested(definition, state, indent) {
  const children = childrenOf(definition, state.id);
  const title = [
    state.type === "history" ? `${state.key} (history)` : state.key,
    ...state.invokes.map(({ src }) => `runs ${src}`),
    ...state.entry.map((action) => `entry / ${action}`),
    ...state.exit.map((action) => `exit / ${action}`),
  ];
  const head = `${indent}state "${title.join("<br/>")}" as ${alias(state.id)}`;
  if (children.length === 0) return [head];
  return [
    `${head} {`,
    ...(state.initial ? [`${indent}  [*] --> ${alias(state.initial)}`] : []),
    ...children.flatMap((child) => nested(definition, child, `${indent}  `)),
    `${indent}}`,
  ];
}

const colours = {
  agent: "fill:#dbeafe,stroke:#2563eb,color:#1e3a8a",
  check: "fill:#dcfce7,stroke:#16a34a,color:#14532d",
  decision: "fill:#fef3c7,stroke:#d97706,color:#78350f",
  rest: "fill:#f3e8ff,stroke:#9333ea,color:#581c87",
  end: "fill:#e5e7eb,stroke:#4b5563,color:#1f2937",
};

/**
 * @param {ChartDefinition} definition
 * @param {ChartState[]} states
 * @param {(id: string) => string} name
 */
function classes(definition, states, name) {
  return Object.entries(colours).flatMap(([colour, style]) => {
    const members = states.filter((state) => roleOf(definition, state) === colour);
    if (members.length === 0) return [];
    return [
      `  classDef ${colour} ${style}`,
      `  class ${members.map(({ id }) => name(id)).join(",")} ${colour}`,
    ];
  });
}

/**
 * A name without dots, which Mermaid cannot read. The root's is left out.
 *
 * @param {string} id
 */
function alias(id) {
  return id.split(".").slice(1).join("_") || id;
}

/** @param {string} label */
function labelled(label) {
  return label ? ` : ${label}` : "";
}

/** @param {string[]} all */
function lines(all) {
  return `${all.join("\n")}\n`;
}
