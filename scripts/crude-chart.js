// @ts-check
// A plain drawing of the chart, nested boxes and straight lines, for as long as there is no better one.

/** @typedef {import("../visualizations/chart-model.js").ChartDefinition} ChartDefinition */

/** @param {ChartDefinition} definition */
export function crudeChart({ id: root, states, transitions }) {
  const boxes = new Map();
  const size = (id) => {
    const children = states.filter(({ parent }) => parent === id);
    if (children.length === 0) return { width: 130, height: 34, rows: [] };
    const perRow = Math.ceil(Math.sqrt(children.length));
    const rows = [];
    for (let start = 0; start < children.length; start += perRow)
      rows.push(children.slice(start, start + perRow).map((child) => ({ id: child.id, ...size(child.id) })));
    const width = Math.max(...rows.map((row) => row.reduce((sum, box) => sum + box.width + 24, 24)));
    const height = rows.reduce((sum, row) => sum + Math.max(...row.map((box) => box.height)) + 24, 40);
    return { width, height, rows };
  };
  const place = (id, box, x, y) => {
    boxes.set(id, { x, y, width: box.width, height: box.height });
    let top = y + 34;
    for (const row of box.rows) {
      let left = x + 24;
      for (const child of row) {
        place(child.id, child, left, top);
        left += child.width + 24;
      }
      top += Math.max(...row.map((child) => child.height)) + 24;
    }
  };
  const whole = size(root);
  place(root, whole, 4, 4);
  const drawn = states.map(({ id, key }) => {
    const { x, y, width, height } = boxes.get(id);
    return `<g class="state" data-state="${id}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/><text x="${x + 8}" y="${y + 20}">${key}</text></g>`;
  });
  const lines = transitions.flatMap(({ id, source, targets }) =>
    targets.map((target) => {
      const [from, to] = [boxes.get(source), boxes.get(target)];
      const [x1, y1] = [from.x + from.width / 2, from.y + Math.min(from.height, 34)];
      const [x2, y2] = [to.x + to.width / 2, to.y];
      return `<g class="edge" data-edge="${id}"><path class="line" d="M${x1} ${y1}L${x2} ${y2}"/></g>`;
    }),
  );
  const style =
    ".state rect{fill:var(--chart-bg,#fff);stroke:var(--chart-line,#999)}.state text{font:12px ui-monospace,monospace;fill:var(--chart-fg,#000)}.edge path{fill:none;stroke:var(--chart-line,#999);stroke-opacity:.5}";
  return `<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 ${whole.width + 8} ${whole.height + 8}"><style>${style}</style>${drawn.join("")}${lines.join("")}</svg>\n`;
}
