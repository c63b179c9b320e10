/** What differs between two JSON values, sorted by path. */
export function diff(before, after, path = []) {
  const kind = kindOf(before);
  if (kind !== kindOf(after) || kind === "value") {
    return before === after ? [] : [{ path, kind: "changed", before, after }];
  }
  return keysOf(kind, before, after).flatMap((key) => {
    const here = [...path, key];
    if (!Object.hasOwn(before, key)) return [{ path: here, kind: "added", after: after[key] }];
    if (!Object.hasOwn(after, key)) return [{ path: here, kind: "removed", before: before[key] }];
    return diff(before[key], after[key], here);
  });
}

function kindOf(value) {
  if (Array.isArray(value)) return "array";
  return typeof value === "object" && value !== null ? "object" : "value";
}

function keysOf(kind, before, after) {
  if (kind === "array")
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
}
