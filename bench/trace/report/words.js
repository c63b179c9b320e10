// Numbers as they are written in the tables.

export function percent(rate) {
  return `${(rate * 100).toFixed(1)} %`;
}

/** A share, its interval, and what was counted. */
export function withInterval({ hits, all, rate, low, high }) {
  if (all === 0) return "–";
  return `${percent(rate)} (${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}; ${whole(hits)}/${whole(all)})`;
}

/** A share and what was counted. */
export function withCount({ hits, rate }) {
  return `${percent(rate)} (${whole(hits)})`;
}

export function whole(number) {
  return Math.round(number).toLocaleString("en-US");
}

/** A Markdown table: the first column is words, all others are numbers. */
export function table(header, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)];
}
