// @ts-check

/**
 * @typedef {object} ChartState
 * @property {string} id
 * @property {string} key
 * @property {string | null} parent Id of the state around it.
 * @property {"atomic" | "compound" | "parallel" | "final" | "history"} type
 * @property {string | null} initial Id of the state it starts in.
 * @property {string} description
 * @property {string[]} tags
 * @property {{ id: string, src: string }[]} invokes
 * @property {string[]} entry Names of actions.
 * @property {string[]} exit Names of actions.
 */

/**
 * @typedef {object} ChartTransition
 * @property {string} id Source and index, such as `orchestrator.idle:0`: the same in every drawing and in a live stream.
 * @property {string} source
 * @property {string[]} targets Ids of states. Empty: nothing is left or entered.
 * @property {"event" | "invokeDone" | "invokeError" | "stateDone" | "delay" | "always"} kind
 * @property {string | null} event The event's type, `null` for `always`.
 * @property {string | null} guard
 * @property {string | number | null} delay
 * @property {string[]} actions
 */

/**
 * @typedef {object} ChartDefinition
 * @property {string} id
 * @property {string} description
 * @property {ChartState[]} states Depth first, in the chart's own order.
 * @property {ChartTransition[]} transitions In the order of their sources.
 */

/** @typedef {import("xstate").AnyStateNode} Node */
/** @typedef {ReturnType<typeof transitionsOf>[number]} Transition */

/**
 * Walks the machine's own nodes into plain data.
 *
 * @param {{ root: Node }} machine
 * @returns {ChartDefinition}
 */
export function toDefinition({ root }) {
  const nodes = nodesOf(root);
  return {
    id: root.id,
    description: root.description ?? "",
    states: nodes.map(toState),
    transitions: nodes.flatMap((node) => transitionsOf(node).map(toTransition)),
  };
}

/**
 * The node and all nodes in it, depth first.
 *
 * @param {Node} node
 * @returns {Node[]}
 */
export function nodesOf(node) {
  return [node, ...Object.values(node.states).flatMap(nodesOf)];
}

/**
 * A node's transitions in the order that their ids count: by event, then `always`.
 *
 * @param {Node} node
 */
export function transitionsOf(node) {
  return [...node.transitions.values()].flat().concat(node.always ?? []);
}

/**
 * @param {ChartDefinition} definition
 * @param {string} id
 */
export function childrenOf({ states }, id) {
  return states.filter(({ parent }) => parent === id);
}

/**
 * The state and all states in it.
 *
 * @param {ChartDefinition} definition
 * @param {ChartState} state
 * @returns {ChartState[]}
 */
export function within(definition, state) {
  return [state, ...childrenOf(definition, state.id).flatMap((child) => within(definition, child))];
}

/**
 * The state that is entered first in it: itself, if it has no states.
 *
 * @param {ChartDefinition} definition
 * @param {string} id
 */
export function initialOf({ states }, id) {
  return states.find((state) => state.id === id)?.initial ?? id;
}

/**
 * @param {Node} node
 * @returns {ChartState}
 */
function toState(node) {
  return {
    id: node.id,
    key: node.key,
    parent: node.parent?.id ?? null,
    type: node.type,
    initial: node.type === "compound" ? (node.initial.target?.[0]?.id ?? null) : null,
    description: node.description ?? "",
    tags: [...node.tags],
    invokes: node.invoke.map(({ id, src }) => ({ id, src: nameOf(src) })),
    entry: node.entry.map(nameOf).filter(isOwn),
    exit: node.exit.map(nameOf).filter(isOwn),
  };
}

/**
 * @param {Transition} transition
 * @param {number} index
 * @returns {ChartTransition}
 */
function toTransition(transition, index) {
  const { source, target, eventType, guard, actions } = transition;
  const delay = /** @type {{ delay?: unknown }} */ (transition).delay;
  const event = eventType === "" ? null : eventType;
  return {
    id: `${source.id}:${index}`,
    source: source.id,
    targets: (target ?? []).map((node) => node.id),
    kind: kindOf(event),
    event,
    guard: guard ? nameOf(guard) : null,
    delay: delay === undefined ? null : typeof delay === "number" ? delay : nameOf(delay),
    actions: actions.map(nameOf),
  };
}

/**
 * @param {string | null} event
 * @returns {ChartTransition["kind"]}
 */
function kindOf(event) {
  if (event === null) return "always";
  if (event.startsWith("xstate.done.actor.")) return "invokeDone";
  if (event.startsWith("xstate.error.actor.")) return "invokeError";
  if (event.startsWith("xstate.done.state.")) return "stateDone";
  return event.startsWith("xstate.after.") ? "delay" : "event";
}

/**
 * The name that the chart calls a guard, an action or an actor by.
 *
 * @param {unknown} named A name, `{ type }`, or something inline.
 * @returns {string}
 */
export function nameOf(named) {
  if (typeof named === "string") return named;
  const type = /** @type {{ type?: unknown } | null | undefined} */ (named)?.type;
  return typeof type === "string" ? type : "(inline)";
}

/**
 * XState adds a `raise` and a `cancel` of its own to a state with a delay.
 *
 * @param {string} action
 */
function isOwn(action) {
  return !action.startsWith("xstate.");
}
