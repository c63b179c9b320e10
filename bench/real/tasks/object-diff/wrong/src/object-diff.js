/** What differs between two JSON values, sorted by path. */
export function diff(before, after, path = []) {
  if (typeof before !== "object" || typeof after !== "object") {
    return before === after ? [] : [{ path, kind: "changed", before, after }];
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => {
    const here = [...path, key];
    if (!(key in before)) return [{ path: here, kind: "added", after: after[key] }];
    if (!(key in after)) return [{ path: here, kind: "removed", before: before[key] }];
    return diff(before[key], after[key], here);
  });
}
