/** A share with its interval. */
export function interval({ rate, low, high }) {
  return `${percent(rate)} (${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)})`;
}

export function percent(rate) {
  return `${(rate * 100).toFixed(1)} %`;
}

export function thousands(number) {
  return `${Math.round(number / 1000).toLocaleString("en-US")} k`;
}

/** A difference of two shares, in points. */
export function points(one, other) {
  const difference = (one.rate - other.rate) * 100;
  return `${difference < 0 ? "−" : "+"}${Math.abs(difference).toFixed(1)}`;
}

/** A table in Markdown: the first column is text, the others are figures unless told. */
export function table(head, rows, { texts = 1 } = {}) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index < texts ? "---" : "---:"))), ...rows.map(line)];
}
