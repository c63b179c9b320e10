// @ts-check
import { round } from "./text.js";

/** @typedef {import("./placed.js").Point} Point */
/** @typedef {import("./placed.js").Box} Box */

const radius = 6;
const tip = 7;

/**
 * An arrow's line with rounded corners, up to where its tip begins.
 *
 * @param {Point[]} points
 */
export function pathOf(points) {
  const to = /** @type {Point} */ (points.at(-1));
  const before = /** @type {Point} */ (points.at(-2));
  const end = toward(to, before, tip - 1);
  const way = [...points.slice(0, -1), end];
  return way
    .map((point, index) => {
      const previous = way[index - 1];
      const next = way[index + 1];
      if (!previous) return `M${at(point)}`;
      if (!next) return `L${at(point)}`;
      const room = Math.min(radius, distance(previous, point) / 2, distance(point, next) / 2);
      return `L${at(toward(point, previous, room))}Q${at(point)} ${at(toward(point, next, room))}`;
    })
    .join("");
}

/** @param {Point[]} points */
export function tipOf(points) {
  const to = /** @type {Point} */ (points.at(-1));
  const back = toward(to, /** @type {Point} */ (points.at(-2)), tip);
  const side = { x: ((to.y - back.y) / tip) * 3.2, y: ((back.x - to.x) / tip) * 3.2 };
  return `M${at(to)}L${at({ x: back.x + side.x, y: back.y + side.y })}L${at({ x: back.x - side.x, y: back.y - side.y })}Z`;
}

/**
 * Decisions have their corners cut, ends a second line, what rests is round: the roles do not hang on colour alone.
 *
 * @param {Box} box
 */
export function shapeOf({ state, x, y, width, height }) {
  if (!state.isFrame && state.role === "decision") {
    const [left, right, top, bottom, cut] = [x, x + width, y, y + height, 8];
    const corners = [
      { x: left + cut, y: top },
      { x: right - cut, y: top },
      { x: right, y: top + cut },
      { x: right, y: bottom - cut },
      { x: right - cut, y: bottom },
      { x: left + cut, y: bottom },
      { x: left, y: bottom - cut },
      { x: left, y: top + cut },
    ];
    return layers((name) => `<path class="${name}" d="M${corners.map(at).join("L")}Z"/>`);
  }
  const isRound = state.type === "final" || state.type === "history" || state.role === "rest";
  const rx = state.isFrame ? 10 : isRound ? Math.min(14, height / 2) : 5;
  const rect = (/** @type {string} */ name, /** @type {number} */ inset) =>
    `<rect class="${name}" x="${round(x + inset)}" y="${round(y + inset)}" width="${round(width - 2 * inset)}" height="${round(height - 2 * inset)}" rx="${round(rx - inset)}"/>`;
  if (state.isFrame) return rect("shape", 0);
  return layers((name) => rect(name, 0)) + (state.type === "final" ? rect("inner", 3) : "");
}

/**
 * The shape's tint is see-through: under it lies the page's colour, not the frame's.
 *
 * @param {(name: string) => string} shape
 */
function layers(shape) {
  return shape("base") + shape("shape");
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {number} length
 */
function toward(from, to, length) {
  const whole = distance(from, to) || 1;
  return {
    x: from.x + ((to.x - from.x) / whole) * length,
    y: from.y + ((to.y - from.y) / whole) * length,
  };
}

/**
 * @param {Point} a
 * @param {Point} b
 */
function distance(a, b) {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

/** @param {Point} point */
function at({ x, y }) {
  return `${round(x)} ${round(y)}`;
}
