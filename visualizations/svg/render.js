// @ts-check

import { legendAt } from "./legend.js";
import { fonts } from "./measure.js";
import { styleOf } from "./palette.js";
import { pathOf, shapeOf, tipOf } from "./shapes.js";
import { escaped, round, textOf } from "./text.js";

/** @typedef {import("./placed.js").Placed} Placed */
/** @typedef {import("./placed.js").Box} Box */
/** @typedef {import("./placed.js").Arrow} Arrow */
/** @typedef {import("./card.js").Badge} Badge */
/** @typedef {import("../roles.js").Role} Role */

/**
 * @param {Placed} placed
 * @param {{ id: string, title: string, scheme: import("./palette.js").Scheme, condition: string }} options
 */
export function toSvg(placed, { id, title, scheme, condition }) {
  const margin = 12;
  const width = Math.ceil(placed.width) + 2 * margin;
  const height = Math.ceil(placed.height) + 2 * margin;
  const legend = placed.gates.get("legend");
  const roles = new Map(placed.boxes.map(({ state }) => [state.id, state.role]));
  const frames = placed.boxes.filter(({ state }) => state.isFrame);
  const leaves = placed.boxes.filter(({ state }) => !state.isFrame);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" id="${id}" class="chart" role="img" aria-labelledby="${id}-title" viewBox="${-margin} ${-margin} ${width} ${height}" width="${width}" height="${height}">`,
    `<title id="${id}-title">${escaped(title)}</title>`,
    `<style>\n${styleOf(scheme)}\n</style>`,
    `<rect x="${-margin}" y="${-margin}" width="${width}" height="${height}" fill="var(--chart-bg)"/>`,
    ...frames.map((box) => stateOf(box, roles)),
    ...placed.arrows.map(arrowOf),
    ...leaves.map((box) => stateOf(box, roles)),
    ...(legend ? legendAt(legend.x, legend.y, condition) : []),
    "</svg>",
  ].join("\n")}\n`;
}

/**
 * @param {Box} box
 * @param {Map<string, Role | undefined>} roles
 */
function stateOf(box, roles) {
  const { state, card } = box;
  const kind = state.isFrame ? "compound" : state.type;
  return [
    `<g class="${["state", kind, state.holdsFrames && "outer", state.role].filter(Boolean).join(" ")}" data-state="${escaped(state.id)}">`,
    `<title>${escaped(state.title)}</title>`,
    shapeOf(box),
    ...card.lines.map(({ text, font, x, y }) => textOf(font, box.x + x, box.y + y, text)),
    ...dotOf(box),
    ...card.badges.map((badge) => badgeOf(badge, box, roles)),
    "</g>",
  ].join("");
}

/**
 * @param {Badge} badge
 * @param {Box} box
 * @param {Map<string, Role | undefined>} roles
 */
function badgeOf({ link, x, y, width, height, lines }, box, roles) {
  const ids = idsOf(link);
  const role = link.target === null ? "none" : (roles.get(link.target) ?? "none");
  return [
    `<g class="exit ${role}"${edgeOf(ids)}>`,
    `<title>${escaped(link.title)}</title>`,
    `<rect x="${round(box.x + x)}" y="${round(box.y + y)}" width="${round(width)}" height="${round(height)}" rx="5"/>`,
    ...lines.map((line, index) =>
      textOf(index === lines.length - 1 ? "way" : "", box.x + x + line.x, box.y + y + line.y, line.text, ids),
    ),
    "</g>",
  ].join("");
}

/** @param {Arrow} arrow */
function arrowOf({ link, points, label }) {
  const ids = idsOf(link);
  return [
    `<g class="edge"${edgeOf(ids)}>`,
    `<title>${escaped(link.title)}</title>`,
    `<path class="line" d="${pathOf(points)}"/>`,
    `<path class="tip" d="${tipOf(points)}"/>`,
    ...(label
      ? link.label.map((text, index) =>
          textOf("label", label.x, label.y + fonts.label.line * (index + 0.76), text, ids),
        )
      : []),
    "</g>",
  ].join("");
}

/** @param {Box} box */
function dotOf({ x, y, dot }) {
  if (dot === null) return [];
  const [from, corner, to] =
    dot === "left"
      ? [{ x: x - 13, y: y + 12 }, null, { x, y: y + 12 }]
      : [{ x: x + 16, y: y - 13 }, null, { x: x + 16, y }];
  const points = corner ? [from, corner, to] : [from, to];
  return [
    `<circle class="dot" cx="${round(from.x)}" cy="${round(from.y)}" r="3.5"/>`,
    `<path class="line" d="${pathOf(points)}"/><path class="tip" d="${tipOf(points)}"/>`,
  ];
}

/** @param {import("./drawing.js").Link} link */
function idsOf({ ids }) {
  return escaped(ids.join(" "));
}

/** @param {string} ids */
function edgeOf(ids) {
  return ids ? ` data-edge="${ids}"` : "";
}
