/** Options, and where they stand. */
export interface Source {
  name: string;
  value: unknown;
}

/** One value of them all. Objects are merged, key by key; of all else, lists too, the later source's stands. */
export function mergeSources(sources: readonly Source[]): unknown {
  return sources.map(({ value }) => value).reduce(merge, {});
}

/**
 * The source that the merged value at a path came from. Where there is none, that of what it is missing from.
 *
 * @param sources at least one, in the order in which they were merged
 */
export function sourceAt(sources: readonly Source[], [part, ...rest]: readonly PropertyKey[]): string {
  const last = sources.at(-1);
  if (part === undefined || !isObject(last?.value)) return last?.name ?? "options";
  const merged = sources.slice(sources.findLastIndex(({ value }) => !isObject(value)) + 1);
  const inner = merged.flatMap(({ name, value }) =>
    isObject(value) && Object.hasOwn(value, part) ? [{ name, value: value[part] }] : [],
  );
  return inner.length > 0 ? sourceAt(inner, rest) : last.name;
}

export function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function merge(lower: unknown, upper: unknown): unknown {
  if (!isObject(lower) || !isObject(upper)) return upper;
  const shared = Object.entries(upper).map(([key, value]) => [
    key,
    Object.hasOwn(lower, key) ? merge(lower[key], value) : value,
  ]);
  return { ...lower, ...Object.fromEntries(shared) };
}
