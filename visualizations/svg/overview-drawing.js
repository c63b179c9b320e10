// @ts-check
import { initialOf } from "../chart-model.js";
import { toOverview } from "../overview.js";
import { roleOf } from "../roles.js";
import { drawn, split } from "./drawing.js";

/** @typedef {import("../chart-model.js").ChartDefinition} ChartDefinition */
/** @typedef {import("./drawing.js").Drawing} Drawing */

/**
 * The loop at a glance: each step is one box, whatever is in it.
 *
 * @param {ChartDefinition} definition
 * @param {object} options
 * @param {string[]} options.frames Ids of states that are looked into.
 * @param {string[]} options.shown Those of them that are drawn.
 * @param {string[]} options.omitted Ids of states that the overview does without.
 * @param {string[]} options.omittedLabels What leads there, or comes from there.
 * @param {string[]} options.own Ids of states that say all of their ways out.
 * @param {Record<string, string>} options.names
 * @returns {Drawing}
 */
export function toOverviewDrawing(definition, { frames, shown, omitted, omittedLabels, own, names }) {
  const unknown = [...shown, ...omitted].filter((id) => !definition.states.some((state) => state.id === id));
  if (unknown.length > 0)
    throw new Error(`The chart has no state ${unknown.join(", ")}: change the overview`);

  const overview = toOverview(definition, { frames, own, names });
  const kept = [definition.id, ...shown, ...overview.states.map(({ state }) => state.id)].filter(
    (id) => !omitted.includes(id) && (shown.includes(id) || !frames.includes(id)),
  );
  const parents = new Map(definition.states.map(({ id, parent }) => [id, parent]));
  /** @type {(id: string) => string | null} */
  const parentOf = (id) => {
    const parent = parents.get(id) ?? null;
    return parent === null || kept.includes(parent) ? parent : parentOf(parent);
  };
  // A frame in a frame is entered where it begins and left where it ends: the line may lead to its border.
  const inner = shown.filter((id) => parentOf(id) !== definition.id);
  const begins = [overview.initial, ...shown.map((id) => initialOf(definition, id))];
  const states = definition.states
    .filter(({ id }) => kept.includes(id))
    .map((state) => {
      const isFrame = state.id === definition.id || shown.includes(state.id);
      const title = overview.states.find((other) => other.state.id === state.id)?.title ?? [];
      const runs = title.slice(1).map((actors) => `runs ${actors}`);
      return {
        ...drawn(definition, state),
        parent: parentOf(state.id),
        type: isFrame || state.type !== "compound" ? state.type : /** @type {const} */ ("atomic"),
        isFrame,
        holdsFrames: isFrame,
        isInitial: begins.includes(state.id),
        role: isFrame ? undefined : roleOf(definition, state),
        notes: state.id === definition.id ? [state.description] : isFrame ? [] : runs,
      };
    });
  /** @param {string} id @param {(state: typeof states[number]) => boolean} isBorder */
  const frameOf = (id, isBorder) => {
    const state = states.find((each) => each.id === id);
    return state && isBorder(state) ? inner.find((frame) => frame === state.parent) : undefined;
  };
  const links = overview.edges
    .filter(({ source, target, label }) => {
      return [source, target].every((id) => kept.includes(id)) && !omittedLabels.includes(label);
    })
    .map(({ source, target, label, reasons }) => ({
      ids: [],
      source: frameOf(source, ({ type }) => type === "final") ?? source,
      target: frameOf(target, ({ isInitial }) => isInitial) ?? target,
      label: own.includes(source) ? reasons : label ? [label] : [],
      title: label,
    }));
  return { states, ...split(states, links) };
}
