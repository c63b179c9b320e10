// @ts-check

/** @typedef {import("./card.js").Card} Card */
/** @typedef {import("./drawing.js").DrawnState} DrawnState */
/** @typedef {import("./drawing.js").Link} Link */

/** @typedef {{ x: number, y: number }} Point */
/** @typedef {"left" | "top"} Side */
/** @typedef {"down" | "right"} Direction */
/** @typedef {{ state: DrawnState, card: Card, x: number, y: number, width: number, height: number, dot: Side | null }} Box */
/** @typedef {Point & { width: number, height: number }} Area */
/** @typedef {{ link: Link, points: Point[], label: Area | null }} Arrow */
/** @typedef {{ width: number, height: number, boxes: Box[], arrows: Arrow[], gates: Map<string, Point> }} Placed Outer boxes come first. Gates: where lines pass the border. */

/**
 * One beside the other, from the left.
 *
 * @param {Placed[]} parts
 * @param {number} gap
 * @returns {Placed}
 */
export function flow(parts, gap = 16) {
  let x = 0;
  const moved = parts.map((part) => {
    const at = shift(part, x, 0);
    x += part.width + gap;
    return at;
  });
  return {
    width: Math.max(0, x - gap),
    height: Math.max(0, ...parts.map(({ height }) => height)),
    boxes: moved.flatMap(({ boxes }) => boxes),
    arrows: moved.flatMap(({ arrows }) => arrows),
    gates: new Map(moved.flatMap(({ gates }) => [...gates])),
  };
}

/**
 * @param {Placed} placed
 * @param {number} dx
 * @param {number} dy
 * @returns {Placed}
 */
export function shift({ width, height, boxes, arrows, gates }, dx, dy) {
  return {
    width,
    height,
    gates: new Map([...gates].map(([name, { x, y }]) => [name, { x: x + dx, y: y + dy }])),
    boxes: boxes.map((box) => ({ ...box, x: box.x + dx, y: box.y + dy })),
    arrows: arrows.map(({ link, points, label }) => ({
      link,
      points: points.map(({ x, y }) => ({ x: x + dx, y: y + dy })),
      label: label && { ...label, x: label.x + dx, y: label.y + dy },
    })),
  };
}

/** @param {DrawnState} state @param {Card} card @returns {Placed} */
export function alone(state, card) {
  const { width, height } = card;
  return { width, height, boxes: [boxOf(state, card, width, height)], arrows: [], gates: new Map() };
}

/** @param {DrawnState} state @param {Card} card @param {number} width @param {number} height @returns {Box} */
export function boxOf(state, card, width, height) {
  return { state, card, x: 0, y: 0, width, height, dot: null };
}

/** @param {Placed} placed @param {Side} dot @returns {Placed} */
export function withDot(placed, dot) {
  const [own, ...others] = placed.boxes;
  return own?.state.isInitial ? { ...placed, boxes: [{ ...own, dot }, ...others] } : placed;
}

/** @param {DrawnState} state @param {Card} card @param {Placed} inner @returns {Placed} */
export function framed(state, card, inner) {
  const top = card.height + (inner.boxes.some(({ dot }) => dot === "top") ? 20 : 10);
  const width = Math.max(card.width, inner.width + 28);
  const height = top + inner.height + 14;
  const { boxes, arrows } = shift(inner, 14, top);
  return { width, height, arrows, boxes: [boxOf(state, card, width, height), ...boxes], gates: new Map() };
}

/** @param {Placed} placed @param {Placed} row @returns {Placed} */
export function withRow(placed, row) {
  const [own, ...others] = placed.boxes;
  if (!own) return placed;
  const width = Math.max(placed.width, row.width + 32);
  const height = placed.height + row.height + 12;
  const below = shift(row, 16, placed.height - 4);
  const gates = new Map([...placed.gates, ...below.gates]);
  return { ...placed, width, height, boxes: [{ ...own, width, height }, ...others, ...below.boxes], gates };
}
