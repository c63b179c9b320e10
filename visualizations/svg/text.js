// @ts-check

/**
 * @param {string} kind
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {string} [ids] Of the transitions that it labels.
 */
export function textOf(kind, x, y, text, ids) {
  const className = kind ? ` class="${kind}"` : "";
  const labelOf = ids ? ` data-label-of="${ids}"` : "";
  return `<text${className} x="${round(x)}" y="${round(y)}"${labelOf}>${escaped(text)}</text>`;
}

/** @param {number} value */
export function round(value) {
  return Math.round(value * 2) / 2;
}

/** @param {string} text */
export function escaped(text) {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
