// @ts-check

/** Sizes in pixels of each kind of text. A monospace glyph is about 0.6 em wide, in no common font more than 0.62. */
export const fonts = {
  heading: { size: 16, line: 21 },
  title: { size: 13.5, line: 18 },
  name: { size: 12, line: 16 },
  note: { size: 10.5, line: 14 },
  label: { size: 10, line: 12 },
  exit: { size: 9.5, line: 12 },
};

/** @typedef {keyof typeof fonts} Font */

const glyph = 0.62;

/**
 * @param {string} text
 * @param {Font} font
 */
export function widthOf(text, font) {
  return Math.ceil([...text].length * fonts[font].size * glyph);
}

/**
 * @param {string[]} lines
 * @param {Font} font
 */
export function sizeOf(lines, font) {
  return {
    width: Math.max(0, ...lines.map((line) => widthOf(line, font))),
    height: lines.length * fonts[font].line,
  };
}
