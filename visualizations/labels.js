// @ts-check

/** @typedef {import("./chart-model.js").ChartTransition} ChartTransition */

export const otherwise = "else";

/**
 * `event [guard] / actions`
 *
 * @param {ChartTransition} transition
 */
export function fullLabel({ kind, event, guard, delay, actions }) {
  const causes = {
    event,
    invokeDone: "done",
    invokeError: "error",
    stateDone: "done",
    delay: `after ${delay}`,
    always: "",
  };
  return [causes[kind], guard && `[${guard}]`, actions.length > 0 && `/ ${actions.join(", ")}`]
    .filter(Boolean)
    .join(" ");
}

/**
 * The lines beside an arrow. What the source's own box says is not repeated: that it waits, or that its work is done.
 *
 * @param {ChartTransition} transition
 * @param {ChartTransition[]} siblings All transitions of the same source.
 * @returns {string[]}
 */
export function shortLabel({ kind, event, guard }, siblings) {
  const causes = { event, invokeDone: "done", invokeError: "error", stateDone: "", delay: "", always: "" };
  const isLast = siblings.some((other) => other.event === event && other.guard !== null);
  const condition = guard ? `[${guard}]` : isLast ? otherwise : "";
  return [causes[kind] ?? "", condition].filter(Boolean);
}
