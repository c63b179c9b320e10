// @ts-check

/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {import("./drawing.js").DrawnState} DrawnState */
/** @typedef {import("./drawing.js").Link} Link */

/**
 * @typedef {object} Segment A line's way through one frame, between two of its states or one and its border.
 * @property {Link} link
 * @property {string} frame
 * @property {string} source A state, or a gate.
 * @property {string} target A state, or a gate.
 * @property {boolean} isLabelled
 */

/** @typedef {ReturnType<typeof treeOf>} Tree */

/**
 * Who stands in whom, and the ways of the lines through the frames.
 *
 * @param {Drawing} drawing
 */
export function treeOf({ states, lines }) {
  const byId = new Map(states.map((state) => [state.id, state]));
  /** @param {string} id */
  const childrenOf = (id) => states.filter(({ parent }) => parent === id);
  /** @type {(id: string) => string[]} From the root to the state. */
  const path = (id) => {
    const parent = byId.get(id)?.parent;
    return parent ? [...path(parent), id] : [id];
  };
  const depth = (/** @type {Link} */ { target }) => path(target ?? "").length;
  // ELK keeps this order: a line deep into a frame comes first, so that it passes beside its siblings, not between.
  const segments = [...lines].sort((a, b) => depth(b) - depth(a)).flatMap((link) => segmentsOf(link, path));
  return {
    byId,
    childrenOf,
    /** @param {string} frame */
    segmentsIn: (frame) => segments.filter((segment) => segment.frame === frame),
    /** @param {string} id */
    isLinked: (id) =>
      lines.some(({ source, target }) =>
        path(source)
          .concat(path(target ?? source))
          .includes(id),
      ),
  };
}

/**
 * Where a line passes the border of a frame.
 *
 * @param {string} frame
 * @param {Link} link
 */
export function gateOf(frame, { source, target }) {
  return `${frame}|${source} ${target}`;
}

/**
 * @param {Link} link
 * @param {(id: string) => string[]} path
 * @returns {Segment[]}
 */
function segmentsOf(link, path) {
  const from = path(link.source);
  const to = path(link.target ?? link.source);
  let common = 0;
  while (common < Math.min(from.length, to.length) - 1 && from[common + 1] === to[common + 1]) common++;
  // A line between a frame and what is in it would need a common frame outside of both.
  if (common === from.length - 1 || common === to.length - 1) common--;
  const stop = (/** @type {string[]} */ steps, /** @type {number} */ level) => {
    const id = /** @type {string} */ (steps[level]);
    return level === steps.length - 1 ? id : gateOf(id, link);
  };
  const at = (/** @type {string[]} */ steps, /** @type {number} */ level) =>
    /** @type {string} */ (steps[level]);
  const out = from.slice(common + 1, -1).map((frame, index) => ({
    link,
    frame,
    source: stop(from, common + index + 2),
    target: gateOf(frame, link),
    isLabelled: false,
  }));
  const middle = {
    link,
    frame: at(from, common),
    source: stop(from, common + 1),
    target: stop(to, common + 1),
    isLabelled: true,
  };
  const into = to.slice(common + 1, -1).map((frame, index) => ({
    link,
    frame,
    source: gateOf(frame, link),
    target: stop(to, common + index + 2),
    isLabelled: false,
  }));
  return [...out.reverse(), middle, ...into];
}
