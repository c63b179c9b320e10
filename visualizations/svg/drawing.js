// @ts-check
import { initialOf } from "../chart-model.js";
import { fullLabel, otherwise, shortLabel } from "../labels.js";
import { roleOf } from "../roles.js";

/** @typedef {import("../chart-model.js").ChartDefinition} ChartDefinition */
/** @typedef {import("../chart-model.js").ChartState} ChartState */

/**
 * @typedef {object} DrawnState
 * @property {string} id
 * @property {string} key
 * @property {string | null} parent
 * @property {boolean} isFrame
 * @property {boolean} holdsFrames
 * @property {ChartState["type"]} type
 * @property {boolean} isInitial
 * @property {import("../roles.js").Role | undefined} role
 * @property {string[]} notes Lines under its name.
 * @property {string} title Shown on hover.
 */

/**
 * @typedef {object} Link One or more transitions between the same two states.
 * @property {string[]} ids
 * @property {string} source
 * @property {string | null} target `null`: nothing is left or entered.
 * @property {string[]} label
 * @property {string} title Shown on hover.
 */

/**
 * @typedef {object} Drawing
 * @property {DrawnState[]} states Depth first, the root first.
 * @property {Link[]} lines Drawn as arrows.
 * @property {Link[]} exits Drawn as a badge in their source, which names where they lead.
 */

/**
 * Everything that the chart has.
 *
 * @param {ChartDefinition} definition
 * @returns {Drawing}
 */
export function toDrawing(definition) {
  const states = definition.states.map((state) => drawn(definition, state));
  return { states, ...split(states, linksOf(definition)) };
}

/**
 * A way out of the frame would be a long line across the picture: it becomes an exit. The ways in from where the chart
 * starts are lines.
 *
 * @param {DrawnState[]} states
 * @param {Link[]} links
 */
export function split(states, links) {
  const [root] = states;
  const parents = new Map(states.map(({ id, parent }) => [id, parent]));
  /** @type {(id: string) => string} */
  const outermost = (id) => {
    const parent = parents.get(id);
    return !parent || parent === root?.id ? id : outermost(parent);
  };
  const isStart = (/** @type {string} */ id) =>
    states.some((state) => state.id === id && state.isInitial && state.parent === root?.id);
  const isLine = (/** @type {Link} */ { source, target }) =>
    target !== null && (isStart(source) || (source !== root?.id && inside(source, target)));
  const inside = (/** @type {string} */ source, /** @type {string} */ target) =>
    outermost(source) === outermost(target) && source !== outermost(source);
  const lines = links.filter(isLine);
  return { lines: lines.map((link) => terse(link, lines)), exits: links.filter((link) => !isLine(link)) };
}

/**
 * The only arrow out of a box needs no "else": the badges in the box say what else there is.
 *
 * @param {Link} link
 * @param {Link[]} lines
 */
function terse(link, lines) {
  const isOnly = lines.filter(({ source }) => source === link.source).length === 1;
  return isOnly && link.label.join() === otherwise ? { ...link, label: [] } : link;
}

/**
 * @param {ChartDefinition} definition
 * @param {ChartState} state
 * @returns {DrawnState}
 */
export function drawn(definition, state) {
  const delays = definition.transitions.flatMap(({ source, delay }) =>
    source === state.id && delay !== null ? [String(delay)] : [],
  );
  const { id, key, parent, type, description, tags } = state;
  const isFrame = type === "compound" || type === "parallel";
  const holdsFrames = definition.states.some(
    (child) => child.parent === id && definition.states.some((inner) => inner.parent === child.id),
  );
  return {
    id,
    key,
    parent,
    type,
    isFrame,
    isInitial: parent !== null && initialOf(definition, parent) === id,
    role: holdsFrames ? undefined : roleOf(definition, state),
    holdsFrames,
    notes: [...state.invokes.map(({ src }) => `runs ${src}`), ...new Set(delays)],
    title: [
      description || `${key} (${type})`,
      ...state.entry.map((action) => `entry / ${action}`),
      ...state.exit.map((action) => `exit / ${action}`),
      tags.length > 0 ? `tags: ${tags.join(", ")}` : "",
    ]
      .filter(Boolean)
      .join("\n"),
  };
}

/**
 * @param {ChartDefinition} definition
 * @returns {Link[]}
 */
function linksOf({ states, transitions }) {
  const keys = new Map(states.map(({ id, key }) => [id, key]));
  /** @type {Map<string, Link>} */
  const links = new Map();
  for (const transition of transitions) {
    const { id, source, targets } = transition;
    const target = targets[0] ?? null;
    const siblings = transitions.filter((other) => other.source === source);
    const label = shortLabel(transition, siblings);
    const way = `${keys.get(source)} → ${target ? keys.get(target) : "stays"}`;
    const title = [way, fullLabel(transition)].filter(Boolean).join(": ");
    const key = `${source} ${target ?? id}`;
    const link = links.get(key);
    if (!link) links.set(key, { ids: [id], source, target, label, title });
    else {
      link.ids.push(id);
      link.label.push(...label.filter((line) => !link.label.includes(line)));
      link.title += `\n${title}`;
    }
  }
  return [...links.values()];
}
