export function parse(text) {
  return Object.fromEntries(text.split("&").map((pair) => pair.split("=")));
}

export function stringify(values) {
  return Object.entries(values)
    .map(([key, value]) => `${key}=${value}`)
    .join("&");
}
