/** -1, 0 or 1. */
export function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
