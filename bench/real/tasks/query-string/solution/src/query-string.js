/** The values of a query, with or without its question mark. */
export function parse(text) {
  const values = Object.create(null);
  for (const pair of text.replace(/^\?/, "").split("&").filter(Boolean)) {
    const place = pair.indexOf("=");
    const key = decode(place < 0 ? pair : pair.slice(0, place));
    const value = place < 0 ? true : decode(pair.slice(place + 1));
    values[key] = key in values ? [values[key], value].flat() : value;
  }
  return values;
}

/** The query of values, without a question mark. */
export function stringify(values) {
  return Object.keys(values)
    .sort()
    .flatMap((key) => [values[key]].flat().map((value) => pairOf(key, value)))
    .filter((pair) => pair !== undefined)
    .join("&");
}

function pairOf(key, value) {
  if (value === undefined || value === null || value === false) return undefined;
  return value === true ? encodeURIComponent(key) : `${encodeURIComponent(key)}=${encodeURIComponent(value)}`;
}

function decode(text) {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
