/** Rows of fields. */
export function parseCsv(text) {
  return text.split("\n").map((line) => line.split(","));
}
