// @ts-check
import { fonts, sizeOf, widthOf } from "./measure.js";

/** @typedef {import("./drawing.js").DrawnState} DrawnState */
/** @typedef {import("./drawing.js").Link} Link */
/** @typedef {import("./measure.js").Font} Font */

/** @typedef {{ text: string, font: Font, x: number, y: number }} Line `y` is the baseline. */
/** @typedef {{ link: Link, x: number, y: number, width: number, height: number, lines: Line[] }} Badge */
/** @typedef {{ width: number, height: number, lines: Line[], badges: Badge[] }} Card Positions from its corner. */

const margin = 9;
const gap = 5;

/**
 * What stands in a state's box: its name, what it runs, and its exits. In a frame the exits stand beside the name.
 *
 * @param {DrawnState} state
 * @param {Link[]} exits
 * @param {(id: string) => string} nameOf A state's name by its id.
 * @param {boolean} isBeside The frame's name stands beside what is in it, since lines come in from above.
 * @returns {Card}
 */
export function cardOf(state, exits, nameOf, isBeside = false) {
  /** @type {Font} */
  const font = state.holdsFrames ? "heading" : state.isFrame ? "title" : "name";
  const name = state.type === "history" ? `H* ${state.key}` : state.key;
  const badges = exits.map((link) => badgeOf(link, nameOf));
  const texts = [
    { text: name, font },
    ...state.notes.map((text) => ({ text, font: /** @type {Font} */ ("note") })),
  ];
  return state.isFrame && !isBeside ? header(texts, badges) : box(texts, badges);
}

/** @typedef {{ text: string, font: Font }} Text */

/**
 * @param {Text[]} texts
 * @param {Badge[]} badges
 * @returns {Card}
 */
function header(texts, badges) {
  const { lines, width, bottom } = stack(texts, margin, 6);
  let x = margin + width + margin;
  for (const badge of badges) {
    badge.x = x;
    badge.y = 7;
    x += badge.width + gap;
  }
  const height = Math.max(bottom, ...badges.map((badge) => badge.y + badge.height)) + 4;
  return { width: x, height, lines, badges };
}

/**
 * @param {Text[]} texts
 * @param {Badge[]} badges
 * @returns {Card}
 */
function box(texts, badges) {
  const { lines, width, bottom } = stack(texts, margin, 5);
  let y = bottom + gap;
  for (const badge of badges) {
    badge.x = 6;
    badge.y = y;
    y += badge.height + gap;
  }
  const inner = Math.max(width, ...badges.map((badge) => badge.width + 12 - 2 * margin));
  for (const badge of badges) badge.width = inner + 2 * margin - 12;
  return { width: inner + 2 * margin, height: badges.length > 0 ? y + 1 : bottom + 6, lines, badges };
}

/**
 * @param {Text[]} texts
 * @param {number} x
 * @param {number} top
 */
function stack(texts, x, top) {
  let y = top;
  const lines = texts.map(({ text, font }) => {
    y += fonts[font].line;
    return { text, font, x, y: y - fonts[font].line * 0.27 };
  });
  return { lines, width: Math.max(...texts.map(({ text, font }) => widthOf(text, font))), bottom: y };
}

/**
 * @param {Link} link
 * @param {(id: string) => string} nameOf
 * @returns {Badge}
 */
function badgeOf(link, nameOf) {
  const way = link.target === null ? "→ stays" : `→ ${nameOf(link.target)}`;
  const texts = [...link.label, way];
  const { width, height } = sizeOf(texts, "exit");
  const { line } = fonts.exit;
  return {
    link,
    x: 0,
    y: 0,
    width: width + 12,
    height: height + 5,
    lines: texts.map((text, index) => ({ text, font: "exit", x: 6, y: 2 + line * (index + 0.76) })),
  };
}
