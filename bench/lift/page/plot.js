// The plot as SVG, without a dependency: a dot and its interval for each arm, in the reader's colours.

const left = 370;
const panel = 300;
const gap = 64;
const row = 26;
const top = 96;

const panels = [
  { what: "success", title: "success: claimed as done, and right", colour: "good" },
  { what: "falseDone", title: "false done: claimed as done, but wrong", colour: "bad" },
];

/** Both rates of every arm, with their 95 % confidence intervals. */
export function plot(results, { missions, seed, setting }) {
  const bottom = top + results.length * row;
  const width = left + panels.length * panel + gap + 40;
  const height = bottom + 64;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Simulation: success and false done by arm; ${setting}">`,
    style,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    text(20, 32, `SIMULATION: an agent alone and the workflow; ${setting}`, "title"),
    text(
      20,
      54,
      `the statechart's rules, simulated agents and project, three tasks; ${missions} missions an arm, seed ${seed}; bars: 95 % (Wilson)`,
      "small",
    ),
    ...results.map(({ name }, index) => text(left - 14, middleOf(index) + 4, name, "name")),
    ...panels.flatMap((one, index) => drawPanel(one, left + index * (panel + gap), results, bottom)),
    text(
      20,
      height - 14,
      "Rates measured and assumed: bench/lift/RESULTS.md. Not a measurement of any model.",
      "small",
    ),
    "</svg>",
  ].join("\n")}\n`;
}

function drawPanel({ what, title, colour }, start, results, bottom) {
  const at = (rate) => (start + rate * panel).toFixed(1);
  return [
    text(start, top - 14, title, "head"),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((tick) => [
      `<line class="grid" x1="${at(tick)}" x2="${at(tick)}" y1="${top}" y2="${bottom}"/>`,
      text(at(tick), bottom + 18, `${tick * 100} %`, "tick"),
    ]),
    ...results.flatMap((result, index) => {
      const { rate, low, high } = result[what];
      const y = middleOf(index);
      const right = rate > 0.8;
      return [
        `<line class="${colour} bar" x1="${at(low)}" x2="${at(high)}" y1="${y}" y2="${y}"/>`,
        `<circle class="${colour}" cx="${at(rate)}" cy="${y}" r="2.5"/>`,
        text(
          right ? at(low - 0.03) : at(high + 0.03),
          y + 4,
          `${(rate * 100).toFixed(1)} %`,
          right ? "value before" : "value",
        ),
      ];
    }),
  ];
}

function middleOf(index) {
  return top + index * row + row / 2;
}

function text(x, y, words, name) {
  const safe = words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text class="${name}" x="${x}" y="${y}">${safe}</text>`;
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
