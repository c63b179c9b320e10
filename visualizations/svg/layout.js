// @ts-check
import bundled from "elkjs/lib/elk.bundled.js";
import { cardOf } from "./card.js";
import { graphOf } from "./elk-graph.js";
import { joined, placedFrom } from "./elk-result.js";
import { alone, flow, framed, withDot, withRow } from "./placed.js";
import { treeOf } from "./tree.js";

/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {import("./drawing.js").DrawnState} DrawnState */
/** @typedef {import("./placed.js").Direction} Direction */
/** @typedef {import("./placed.js").Placed} Placed */
/** @typedef {import("elkjs/lib/elk-api.js").ELK} Elk */
/** @typedef {import("elkjs/lib/elk-api.js").ElkNode} ElkNode */

/** The bundle exports the class itself, whatever its types say. */
const ELK = /** @type {new () => Elk} */ (/** @type {unknown} */ (bundled));

/**
 * Where everything stands. Each frame is laid out by itself, from the inside out: downwards if no frame is in it,
 * else to the right. What no line leads to stands in a row underneath.
 *
 * @param {Drawing} drawing
 * @param {{ directions?: Record<string, Direction>, legend?: { width: number, height: number } }} [options]
 *   Directions by the ids of frames, and a size to keep free at the end of the row: its corner comes back as the gate
 *   `legend`.
 * @returns {Promise<Placed>}
 */
export async function layOut(drawing, { directions = {}, legend } = {}) {
  const [root] = drawing.states;
  if (!root) throw new Error("The chart has no states");
  const elk = new ELK();
  const tree = treeOf(drawing);
  const nameOf = (/** @type {string} */ id) => tree.byId.get(id)?.key ?? id;

  /** @param {DrawnState} state @returns {Direction} */
  const directionIn = (state) =>
    directions[state.id] ?? (tree.childrenOf(state.id).some(({ isFrame }) => isFrame) ? "right" : "down");

  /** @param {DrawnState} state @returns {Promise<Placed>} */
  const place = async (state) => {
    const exits = drawing.exits.filter(({ source }) => source === state.id);
    const parent = tree.byId.get(state.parent ?? "");
    const around = parent ? directionIn(parent) : "right";
    const isEntered = tree.segmentsIn(state.id).some(({ source }) => source.startsWith(`${state.id}|`));
    const isBeside = isEntered && around === "down";
    const card = cardOf(state, exits, nameOf, isBeside);
    if (!state.isFrame) return alone(state, card);
    const children = tree.childrenOf(state.id);
    const linked = children.filter(({ id }) => tree.isLinked(id));
    const aside = children.filter(({ id }) => !tree.isLinked(id));
    const direction = directionIn(state);
    const parts = new Map();
    for (const child of children) parts.set(child.id, await place(child));

    const row = flow(aside.map(({ id }) => withDot(parts.get(id), "top")));
    if (state === root && legend) {
      const { width, height } = legend;
      row.gates.set("legend", { x: row.width + 32, y: 0 });
      row.width += 32 + width;
      row.height = Math.max(row.height, height);
    }
    if (linked.length === 0) return framed(state, card, row);
    const segments = tree.segmentsIn(state.id);
    const graph = await layOutFrame(
      elk,
      graphOf({ frame: state, card, isBeside, children: linked, parts, segments, direction, around }),
    );
    const placed = placedFrom(graph, state, card, parts, segments);
    return aside.length > 0 ? withRow(placed, row) : placed;
  };

  const placed = await place(root);
  return { ...placed, arrows: joined(placed.arrows) };
}

/**
 * ELK lays out the ports of a node only when that node is in another one.
 *
 * @param {Elk} elk
 * @param {ElkNode} graph
 * @returns {Promise<ElkNode>}
 */
async function layOutFrame(elk, graph) {
  const around = { id: "around", children: [graph], layoutOptions: { "elk.algorithm": "fixed" } };
  const { children: [frame] = [] } = await elk.layout(around);
  return frame ?? graph;
}
