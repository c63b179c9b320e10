// @ts-check
import { boxOf, shift, withDot } from "./placed.js";

/** @typedef {import("./card.js").Card} Card */
/** @typedef {import("./drawing.js").DrawnState} DrawnState */
/** @typedef {import("./drawing.js").Link} Link */
/** @typedef {import("./placed.js").Arrow} Arrow */
/** @typedef {import("./placed.js").Placed} Placed */
/** @typedef {import("./placed.js").Point} Point */
/** @typedef {import("./tree.js").Segment} Segment */
/** @typedef {import("elkjs/lib/elk-api.js").ElkNode} ElkNode */

/**
 * One frame, as ELK gave it back, with what was placed in it before.
 *
 * @param {ElkNode} graph
 * @param {DrawnState} state
 * @param {Card} card
 * @param {Map<string, Placed>} parts
 * @param {Segment[]} segments
 * @returns {Placed}
 */
export function placedFrom(graph, state, card, parts, segments) {
  const { width = 0, height = 0, children = [], edges = [], ports = [] } = graph;
  const inner = children.map(({ id, x = 0, y = 0, width: w = 0, height: h = 0 }) => {
    const part = /** @type {Placed} */ (parts.get(id));
    const moved = shift(part, x + w - part.width, y + h - part.height);
    return w > part.width ? withDot(moved, "left") : h > part.height ? withDot(moved, "top") : moved;
  });
  const arrows = edges.map((edge, index) => {
    const { link } = /** @type {Segment} */ (segments[index]);
    const [section] = edge.sections ?? [];
    const [label] = edge.labels ?? [];
    if (!section) throw new Error(`No way was found for ${link.title}`);
    const { x = 0, y = 0, width: w = 0, height: h = 0 } = label ?? {};
    return {
      link,
      points: [section.startPoint, ...(section.bendPoints ?? []), section.endPoint],
      label: label ? { x, y, width: w, height: h } : null,
    };
  });
  return {
    width,
    height,
    boxes: [boxOf(state, card, width, height), ...inner.flatMap(({ boxes }) => boxes)],
    arrows: [...inner.flatMap((part) => part.arrows), ...arrows],
    gates: new Map(ports.map(({ id, x = 0, y = 0 }) => [id, { x, y }])),
  };
}

/**
 * The segments of one line become one arrow.
 *
 * @param {Arrow[]} arrows
 */
export function joined(arrows) {
  /** @type {Map<Link, Arrow[]>} */
  const ways = new Map();
  for (const arrow of arrows) ways.set(arrow.link, [...(ways.get(arrow.link) ?? []), arrow]);
  return [...ways].map(([link, parts]) => {
    const rest = [...parts];
    let points = /** @type {Arrow} */ (rest.shift()).points;
    while (rest.length > 0) {
      const next = rest.findIndex(
        (part) => near(part.points[0], points.at(-1)) || near(part.points.at(-1), points[0]),
      );
      const [part] = rest.splice(Math.max(next, 0), 1);
      if (!part || next === -1) throw new Error(`The way of ${link.title} is broken`);
      points = near(part.points[0], points.at(-1))
        ? [...points.slice(0, -1), ...part.points.slice(1)]
        : [...part.points.slice(0, -1), ...points.slice(1)];
    }
    return { link, points, label: parts.find(({ label }) => label)?.label ?? null };
  });
}

/**
 * @param {Point | undefined} a
 * @param {Point | undefined} b
 */
function near(a, b) {
  return a !== undefined && b !== undefined && Math.abs(a.x - b.x) < 0.6 && Math.abs(a.y - b.y) < 0.6;
}
