// @ts-check
import { childrenOf, initialOf, within } from "./chart-model.js";

/** @typedef {import("./chart-model.js").ChartDefinition} ChartDefinition */
/** @typedef {import("./chart-model.js").ChartState} ChartState */
/** @typedef {import("./chart-model.js").ChartTransition} ChartTransition */

/** @typedef {{ source: string, target: string, label: string, reasons: string[] }} Edge `reasons`: every label of it. */

/**
 * @typedef {object} Overview
 * @property {string} initial Id of the state that the chart starts in.
 * @property {{ state: ChartState, title: string[] }[]} states In the chart's own order.
 * @property {Edge[]} edges At most one between two states.
 */

const otherwise = "otherwise";

/** How many sources in one frame make a line from each of them too many. */
const manySources = 4;

/**
 * The loop at a glance. Frames are looked into and not drawn; any other state with states in it is drawn as one.
 * Transitions between the same two states become one edge, and a state that many states of a frame lead to gets one
 * edge from the frame as a whole.
 *
 * @param {ChartDefinition} definition
 * @param {object} options
 * @param {string[]} options.frames Ids of the frames, the root excepted.
 * @param {string[]} [options.own] Ids of states whose edges stay their own, however many others lead there too.
 * @param {Record<string, string>} [options.names] What guards are called, where their names say too little.
 * @returns {Overview}
 */
export function toOverview(definition, { frames, own = [], names = {} }) {
  const unknown = frames.filter((id) => !definition.states.some((state) => state.id === id));
  if (unknown.length > 0) throw new Error(`The chart has no state ${unknown.join(", ")}: change the frames`);

  const view = viewOf(definition, [definition.id, ...frames]);
  const edges = merge(definition, lift(view, edgesOf(definition, view, names), own));
  // What works beside a frame has no edges of its own.
  const beside = definition.states.filter(
    ({ id, parent }) =>
      isParallel(definition, parent) && frames.includes(parent ?? "") && !frames.includes(id),
  );
  const used = new Set([
    ...edges.flatMap(({ source, target }) => [source, target]),
    ...beside.map(({ id }) => id),
  ]);
  return {
    initial: view.entered(definition.id),
    states: definition.states
      .filter(({ id }) => used.has(id))
      .map((state) => ({ state, title: titleOf(definition, view, state) })),
    edges,
  };
}

/**
 * @param {ChartDefinition} definition
 * @param {string[]} frames
 */
function viewOf(definition, frames) {
  const parents = new Map(definition.states.map(({ id, parent }) => [id, parent]));
  /** @type {(id: string) => string[]} From the root to the state. */
  const path = (id) => [...(parents.get(id) ? path(String(parents.get(id))) : []), id];
  /** @type {(id: string) => string} The state that is drawn for it. */
  const shown = (id) => path(id).find((other) => !frames.includes(other)) ?? id;
  /** @type {(id: string) => string} The state that is drawn where it is entered. */
  const entered = (id) => (frames.includes(id) ? entered(firstOf(definition, id)) : shown(id));
  return { frames, path, shown, entered };
}

/**
 * The first region of a parallel frame is what it is about.
 *
 * @param {ChartDefinition} definition
 * @param {string} id
 */
function firstOf(definition, id) {
  const [region] = isParallel(definition, id) ? childrenOf(definition, id) : [];
  return region?.id ?? initialOf(definition, id);
}

/**
 * @param {ChartDefinition} definition
 * @param {string} id
 * @param {string[]} frames
 * @returns {string[]}
 */
function finalsOf(definition, id, frames) {
  const children = childrenOf(definition, id);
  return isParallel(definition, id)
    ? children
        .filter((region) => frames.includes(region.id))
        .flatMap((region) => finalsOf(definition, region.id, frames))
    : children.filter(({ type }) => type === "final").map((state) => state.id);
}

/**
 * @param {ChartDefinition} definition
 * @param {string | null} id
 */
function isParallel({ states }, id) {
  return states.some((state) => state.id === id && state.type === "parallel");
}

/** @typedef {ReturnType<typeof viewOf>} View */

/**
 * @param {ChartDefinition} definition
 * @param {View} view
 * @param {Record<string, string>} names
 * @returns {Edge[]}
 */
function edgesOf(definition, { frames, shown, entered }, names) {
  /** @param {ChartTransition} transition A frame is done where its final states are. */
  const sources = ({ source, kind }) => {
    if (kind !== "stateDone" || !frames.includes(source)) return [shown(source)];
    return finalsOf(definition, source, frames);
  };
  return definition.transitions
    .flatMap((transition) =>
      sources(transition).flatMap((source) =>
        transition.targets.map((target) => {
          const label = labelOf(definition, transition, names);
          return { source, target: entered(target), label, reasons: label ? [label] : [] };
        }),
      ),
    )
    .filter(({ source, target }) => source !== target);
}

/**
 * @param {View} view
 * @param {Edge[]} edges
 * @param {string[]} own
 */
function lift({ frames, path }, edges, own) {
  return edges.map((edge) => {
    const frame = path(edge.source)
      .slice(1)
      .find((id) => frames.includes(id));
    if (!frame || path(edge.target).includes(frame) || own.includes(edge.source)) return edge;
    const sources = edges
      .filter(({ source, target }) => target === edge.target && path(source).includes(frame))
      .map(({ source }) => source);
    return new Set(sources).size >= manySources ? { ...edge, source: frame } : edge;
  });
}

/**
 * @param {ChartDefinition} definition
 * @param {Edge[]} edges
 */
function merge(definition, edges) {
  /** @type {Map<string, Edge[]>} */
  const groups = new Map();
  for (const edge of edges) {
    const key = `${edge.source} ${edge.target}`;
    groups.set(key, [...(groups.get(key) ?? []), edge]);
  }
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const all = [...new Set([first, ...others].flatMap((edge) => edge.reasons))];
    // It is taken either way.
    const reasons = all.includes(otherwise) && all.length > 1 ? [] : all;
    const label = reasons.length > 2 ? reasonOf(definition, first.target) : either(reasons);
    return { ...first, label, reasons };
  });
}

/**
 * @param {ChartDefinition} definition
 * @param {ChartTransition} transition
 * @param {Record<string, string>} names
 */
function labelOf({ transitions }, { source, kind, event, guard }, names) {
  const condition = guard ? (names[guard] ?? words(guard)) : "";
  if (kind === "event") return [words(event ?? ""), condition].filter(Boolean).join(", ");
  if (condition) return condition;
  const isLastOfMany =
    kind === "always" &&
    transitions.filter((other) => other.source === source && other.kind === kind).length > 1;
  return isLastOfMany ? otherwise : "";
}

/**
 * Too many labels for one line: what they have in common is where they lead.
 *
 * @param {ChartDefinition} definition
 * @param {string} target
 */
function reasonOf({ states }, target) {
  const [tag] = states.find(({ id }) => id === target)?.tags ?? [];
  return tag ? words(tag) : "";
}

/**
 * `user retried`, `user continued` → `user retried or continued`.
 *
 * @param {string[]} labels At most two.
 */
function either(labels) {
  const [first = [], second = []] = labels.map((label) => label.split(" "));
  if (first.length < 2 || second.length < 2) return labels.join(" or ");
  if (first[0] === second[0]) return `${first.join(" ")} or ${second.slice(1).join(" ")}`;
  if (first.at(-1) === second.at(-1)) return `${first.slice(0, -1).join(" ")} or ${second.join(" ")}`;
  return labels.join(" or ");
}

/**
 * @param {ChartDefinition} definition
 * @param {View} view
 * @param {ChartState} state
 * @returns {string[]}
 */
function titleOf(definition, { frames }, state) {
  if (frames.includes(state.id)) return [`any ${words(state.key)} step`];
  if (state.type === "history") return [`the ${words(state.key)}`];
  const actors = within(definition, state).flatMap(({ invokes }) => invokes.map(({ src }) => src));
  return [state.key, [...new Set(actors)].join(" + ")].filter(Boolean);
}

/**
 * `areRetriesUsedUp` → `retries used up`, `user.retried` → `user retried`.
 *
 * @param {string} name
 */
function words(name) {
  return name
    .replace(/^(is|are|has|can)(?=[A-Z])/, "")
    .replaceAll(".", " ")
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim();
}
