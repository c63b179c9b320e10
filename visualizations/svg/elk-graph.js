// @ts-check
import { downwards, rightwards } from "./elk-options.js";
import { sizeOf } from "./measure.js";

/** @typedef {import("./card.js").Card} Card */
/** @typedef {import("./drawing.js").DrawnState} DrawnState */
/** @typedef {import("./placed.js").Direction} Direction */
/** @typedef {import("./placed.js").Placed} Placed */
/** @typedef {import("./tree.js").Segment} Segment */
/** @typedef {import("elkjs/lib/elk-api.js").ElkNode} ElkNode */

/** Room for the dot of an initial state, beside or above its box. */
const dotRoom = 18;
/** More lines than that would begin under a dot beside the box. */
const fewWays = 3;
/** Between two lines that come to one side of a box, or leave it. */
const apart = 14;

/**
 * One frame, as ELK takes it.
 *
 * @param {object} given
 * @param {DrawnState} given.frame
 * @param {Card} given.card
 * @param {boolean} given.isBeside
 * @param {DrawnState[]} given.children
 * @param {Map<string, Placed>} given.parts
 * @param {Segment[]} given.segments
 * @param {Direction} given.direction
 * @param {Direction} given.around The direction of the frame around it, which its gates open to.
 * @returns {ElkNode}
 */
export function graphOf({ frame, card, isBeside, children, parts, segments, direction, around }) {
  const gates = [...new Set(segments.flatMap(({ source, target }) => [source, target]))];
  const [entry, exit] = around === "down" ? ["NORTH", "SOUTH"] : ["WEST", "EAST"];
  const side = (/** @type {string} */ gate) =>
    segments.some(({ source }) => source === gate) ? entry : exit;
  const ways = (/** @type {string} */ id) => segments.filter(({ source }) => source === id).length;
  const nodes = inOrder(frame, children).map((child) =>
    nodeOf(
      child,
      /** @type {Placed} */ (parts.get(child.id)),
      direction,
      ways(child.id),
      segments.filter(({ target }) => target === child.id).length,
    ),
  );
  const doors = new Set(nodes.flatMap(({ ports }) => ports.map(({ id }) => id)));
  const through = (/** @type {string} */ door, /** @type {string} */ id) => (doors.has(door) ? door : id);
  const before = (/** @type {"source" | "target"} */ end, /** @type {number} */ index) =>
    segments.slice(0, index).filter((other) => other[end] === segments[index]?.[end]).length;
  return {
    id: frame.id,
    layoutOptions: {
      ...(direction === "down" ? downwards : rightwards),
      "elk.padding": isBeside
        ? `[top=16,left=${card.width + 10},bottom=16,right=16]`
        : `[top=${card.height + 10},left=16,bottom=16,right=16]`,
      "elk.nodeSize.minimum": `(${card.width}, ${card.height})`,
    },
    ports: gates
      .filter((gate) => gate.startsWith(`${frame.id}|`))
      .map((id, index) => ({
        id,
        width: 0,
        height: 0,
        layoutOptions: { "elk.port.side": side(id), "elk.port.index": String(index) },
      })),
    children: nodes,
    edges: segments.map(({ link, source, target, isLabelled }, index) => ({
      id: String(index),
      sources: [through(exitOf(source, before("source", index)), source)],
      targets: [through(entryOf(target, before("target", index)), target)],
      labels:
        isLabelled && link.label.length > 0
          ? [{ text: link.label.join("\n"), ...sizeOf(link.label, "label") }]
          : [],
    })),
  };
}

/**
 * Once a node has a port with a fixed place, ELK puts all its other lines into its corner unless they have one too.
 *
 * @param {DrawnState} child
 * @param {Placed} part
 * @param {Direction} direction
 * @param {number} ways How many lines leave it.
 * @param {number} comings How many lines come to it.
 */
function nodeOf({ id, isInitial }, { width, height, gates }, direction, ways, comings) {
  const isBeside = direction === "down" && ways <= fewWays;
  const x = isInitial && isBeside ? dotRoom : 0;
  const y = isInitial && !isBeside ? dotRoom : 0;
  const ports = [...gates].map(([gate, at]) => ({ id: gate, x: at.x + x, y: at.y + y, width: 0, height: 0 }));
  if (ports.length > 0) {
    const beyond = 30 + Math.max(...ports.map((port) => (direction === "down" ? port.x : port.y)));
    const isDown = direction === "down";
    const doors = (
      /** @type {typeof entryOf} */ doorOf,
      /** @type {number} */ count,
      /** @type {{ x: number, y: number }} */ at,
    ) =>
      Array.from({ length: count }, (_, index) => ({
        id: doorOf(id, index),
        x: at.x + (isDown ? index * apart : 0),
        y: at.y + (isDown ? 0 : index * apart),
        width: 0,
        height: 0,
      }));
    ports.push(
      ...doors(entryOf, comings, isDown ? { x: beyond, y } : { x, y: beyond }),
      ...doors(
        exitOf,
        ways,
        isDown ? { x: x + width / 2, y: y + height } : { x: x + width, y: y + height / 2 },
      ),
    );
  }
  const layoutOptions = { "elk.portConstraints": ports.length > 0 ? "FIXED_POS" : "FREE" };
  return { id, width: width + x, height: height + y, ports, layoutOptions };
}

/** @param {string} id @param {number} index */
function entryOf(id, index) {
  return `${index}> ${id}`;
}

/** @param {string} id @param {number} index */
function exitOf(id, index) {
  return `${id} >${index}`;
}

/**
 * What a state waits in stands beside where it begins, then what runs, then what is decided, then what ends it: so the
 * way back is the short one.
 *
 * @param {DrawnState} frame
 * @param {DrawnState[]} states
 */
function inOrder(frame, states) {
  if (frame.holdsFrames) return states;
  const rank = (/** @type {DrawnState} */ { isInitial, type, role, notes }) => {
    if (isInitial) return 0;
    if (type === "final") return 4;
    if (role === "decision") return 3;
    return notes.some((note) => note.startsWith("runs")) ? 2 : 1;
  };
  return [...states].sort((a, b) => rank(a) - rank(b));
}
