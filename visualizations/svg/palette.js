// @ts-check

/** @typedef {"light" | "dark" | "auto"} Scheme */

const light = {
  bg: "#ffffff",
  fg: "#1c2733",
  muted: "#4f5b68",
  line: "#687584",
  agent: "#1d4fd7",
  check: "#0b7450",
  decision: "#965900",
  rest: "#7a35c4",
  end: "#526070",
  active: "#e8590c",
};

const dark = {
  bg: "#0d1117",
  fg: "#e6edf3",
  muted: "#9aa7b4",
  line: "#8390a0",
  agent: "#6cb0ff",
  check: "#4fd1a0",
  decision: "#eab54a",
  rest: "#c79bff",
  end: "#a5b1bd",
  active: "#ff9a52",
};

/** @param {Record<string, string>} colours */
function variables(colours) {
  return Object.entries(colours)
    .map(([name, value]) => `--chart-${name}:${value}`)
    .join(";");
}

const roles = ["agent", "check", "decision", "rest", "end"];

/**
 * Zero specificity for the colours: a page that shows the drawing sets others on its root.
 *
 * @param {Scheme} scheme
 */
export function styleOf(scheme) {
  return [
    `:where(.chart){${variables(scheme === "dark" ? dark : light)}}`,
    ...(scheme === "auto" ? [`@media (prefers-color-scheme:dark){:where(.chart){${variables(dark)}}}`] : []),
    ".chart{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;background:var(--chart-bg)}",
    ".chart text{fill:var(--chart-fg);white-space:pre}",
    ".chart .heading{font-size:16px;font-weight:700}",
    ".chart .title{font-size:13.5px;font-weight:700;fill:var(--tone,var(--chart-fg))}",
    ".chart .name{font-size:12px;font-weight:600}",
    ".chart .note{font-size:10.5px;fill:var(--tone,var(--chart-muted))}",
    ".chart .label{font-size:10px;fill:var(--chart-muted)}",
    ".chart .exit text{font-size:9.5px}",
    ".chart .shape{fill:var(--tone,var(--chart-fg));fill-opacity:.13;stroke:var(--tone,var(--chart-line));stroke-width:1.3}",
    ".chart .compound>.shape{fill:var(--chart-bg);fill-opacity:1;stroke-opacity:.6;stroke-width:1}",
    ".chart .outer>.shape{fill:var(--chart-fg);fill-opacity:.03;stroke:var(--chart-line)}",
    ".chart .base{fill:var(--chart-bg)}",
    ".chart .inner{fill:none;stroke:var(--tone);stroke-width:1}",
    ".chart .exit rect{fill:var(--chart-bg);fill-opacity:.8;stroke:var(--tone,var(--chart-line));stroke-opacity:.7;stroke-width:.8}",
    ".chart .exit .way{fill:var(--tone,var(--chart-fg));font-weight:600}",
    ".chart .line{fill:none;stroke:var(--chart-line);stroke-width:1.3}",
    ".chart .tip,.chart .dot{fill:var(--chart-line);stroke:none}",
    ".chart .active>.shape,.chart .active>.line,.chart .exit.active rect{stroke:var(--chart-active);stroke-opacity:1;stroke-width:2.4}",
    ".chart .edge.active>.tip{fill:var(--chart-active)}",
    ".chart .none{--tone:initial}",
    ...roles.map((role) => `.chart .${role}{--tone:var(--chart-${role})}`),
  ].join("\n");
}
