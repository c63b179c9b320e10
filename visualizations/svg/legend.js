// @ts-check
import { shapeOf } from "./shapes.js";
import { textOf } from "./text.js";

/** @typedef {import("../roles.js").Role} Role */
/** @typedef {import("./placed.js").Box} Box */

/** @type {[Role, string][]} */
const roles = [
  ["agent", "an agent works"],
  ["check", "a command runs, or the chart waits"],
  ["decision", "the chart decides"],
  ["rest", "nothing runs before the user says so"],
  ["end", "an end"],
];

/** The legend's size. */
export const legendSize = { width: 572, height: 118 };

/**
 * What the shapes mean.
 *
 * @param {number} x
 * @param {number} y
 * @param {string} condition How the drawing writes a guard.
 */
export function legendAt(x, y, condition) {
  const line = 23;
  const right = x + 312;
  const text = (/** @type {number} */ left, /** @type {number} */ row, /** @type {string} */ words) =>
    textOf("note", left + 44, y + line * row + 12, words);
  const arrow = (/** @type {number} */ row) => {
    const middle = y + line * row + 8;
    return `<path class="line" d="M${right} ${middle}H${right + 27}"/><path class="tip" d="M${right + 34} ${middle}l-7 -3.2v6.4Z"/>`;
  };
  return [
    `<g class="legend">`,
    ...roles.map(([role, words], row) => {
      const box = /** @type {Box} */ ({ ...sample(role), x, y: y + line * row, width: 34, height: 16 });
      return `<g class="${role}">${shapeOf(box)}</g>${text(x, row, words)}`;
    }),
    `<circle class="dot" cx="${right + 17}" cy="${y + 8}" r="3.5"/>${text(right, 0, "begins here")}`,
    `${arrow(1)}${text(right, 1, "from a frame: when it is done")}`,
    `<g class="exit rest"><rect x="${right}" y="${y + line * 2}" width="34" height="16" rx="5"/>`,
    `${textOf("way", right + 11, y + line * 2 + 11.5, "→ x")}</g>${text(right, 2, "leaves for the state x")}`,
    `${textOf("label", right, y + line * 3 + 11.5, condition)}${text(right, 3, "when, or only if; else the next")}`,
    `${textOf("label", right, y + line * 4 + 11.5, "H*")}${text(right, 4, "where it was before")}`,
    "</g>",
  ];
}

/** @param {Role} role */
function sample(role) {
  return { state: { isFrame: false, type: role === "end" ? "final" : "atomic", role } };
}
