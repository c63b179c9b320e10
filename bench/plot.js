// Pictures as SVG, without a dependency: a dot and its interval for each row and panel, in the reader's colours.

const panel = 280;
const gap = 70;
const row = 28;
const top = 92;

/**
 * @param left the room for the rows' names
 * @param rows `name`; under each panel's `what` a rate from 0 to 1, with `low` and `high` where it has an interval;
 * `colour` if it is not the panel's
 * @param panels `what`, `title`, `colour` ("good" or "bad") and `max`, the right end of the scale
 */
export function plot({ title, note, foot, panels, rows, left = 310 }) {
  const bottom = top + rows.length * row;
  const width = left + panels.length * (panel + gap);
  const height = bottom + 60;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    style,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    text(20, 30, title, "title"),
    text(20, 51, note, "small"),
    ...rows.map(({ name }, index) => text(left - 14, middleOf(index) + 4, name, "name")),
    ...panels.flatMap((one, index) => drawPanel(one, left + index * (panel + gap), rows, bottom)),
    text(20, height - 12, foot, "small"),
    "</svg>",
  ].join("\n")}\n`;
}

function drawPanel({ what, title, colour, max }, start, rows, bottom) {
  const at = (rate) => (start + (rate / max) * panel).toFixed(1);
  return [
    text(start, top - 12, title, "head"),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((tick) => [
      `<line class="grid" x1="${at(tick * max)}" x2="${at(tick * max)}" y1="${top}" y2="${bottom}"/>`,
      text(at(tick * max), bottom + 18, `${tick * max * 100} %`, "tick"),
    ]),
    ...rows.flatMap((one, index) => {
      const { rate, low = rate, high = rate } = one[what];
      const y = middleOf(index);
      const isFar = rate > 0.75 * max;
      const kind = one.colour ?? colour;
      return [
        `<line class="${kind} bar" x1="${at(low)}" x2="${at(high)}" y1="${y}" y2="${y}"/>`,
        `<circle class="${kind}" cx="${at(rate)}" cy="${y}" r="3"/>`,
        text(
          isFar ? at(low - 0.03 * max) : at(high + 0.03 * max),
          y + 4,
          `${(rate * 100).toFixed(1)} %`,
          isFar ? "value before" : "value",
        ),
      ];
    }),
  ];
}

function middleOf(index) {
  return top + index * row + row / 2;
}

function text(x, y, words, name) {
  return `<text class="${name}" x="${x}" y="${y}">${escaped(words)}</text>`;
}

function escaped(words) {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

const style = `<style>
  text { font: 13px system-ui, sans-serif; fill: #1f2937 }
  .ground { fill: #ffffff }
  .title { font-size: 16px; font-weight: 600 }
  .head { font-weight: 600 }
  .small, .tick { font-size: 12px; fill: #4b5563 }
  .name, .before { text-anchor: end }
  .tick { text-anchor: middle }
  .grid { stroke: #e5e7eb }
  .good { fill: #15803d; stroke: #15803d }
  .bad { fill: #b91c1c; stroke: #b91c1c }
  .bar { stroke-width: 7; opacity: 0.45 }
  .value { font-size: 12px }
  @media (prefers-color-scheme: dark) {
    text { fill: #e5e7eb }
    .ground { fill: #0d1117 }
    .small, .tick { fill: #9ca3af }
    .grid { stroke: #30363d }
    .good { fill: #4ade80; stroke: #4ade80 }
    .bad { fill: #f87171; stroke: #f87171 }
  }
</style>`;
