/** A place in a file that a text names. */
export interface NamedPlace {
  /** As it is written. */
  path: string;
  /** 1-based, the last of a range; absent where only the file is named. */
  line?: number;
}

/**
 * The places that a text names: `src/a.js:14`, `src/a.js:14-20`, `src/a.js#L14`, `src/a.js (line 14)`, `line 14 of
 * src/a.js`. A file without a line only where it is a known one, whose path may hold any character.
 */
export function namedPlaces(text: string, knownFiles: readonly string[]): NamedPlace[] {
  const plain = text.replaceAll(/[`"'*]/g, "").replaceAll("\\", "/");
  const longestFirst = knownFiles.toSorted((a, b) => b.length - a.length).map(escaped);
  const known = longestFirst.map((file) => String.raw`(?:[^\s(:,;]*/)?${file}(?![\w-]|\.\w)`);
  const paths = [...known, unknownPath].join("|");
  const places = new RegExp(
    String.raw`(?:\blines?\s+${lines}\s+(?:of|in)\s+)?(?<![\w./-])(?<path>${paths})(?:${separator}${lines.replaceAll("<", "<after_")})?`,
    "gi",
  );
  return [...plain.matchAll(places)].flatMap(({ groups = {} }): NamedPlace[] => {
    const { path = "", last, first, after_last = last, after_first = first } = groups;
    const line = after_last ?? after_first;
    if (line !== undefined) return [{ path, line: Number(line) }];
    return knownFiles.some((file) => path === file || path.endsWith(`/${file}`)) ? [{ path }] : [];
  });
}

function escaped(path: string): string {
  return path.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
}

const lines = String.raw`(?<first>\d+)(?:\s?[-–]\s?L?(?<last>\d+))?`;
const separator = String.raw`(?::L?|#L|\s*[,:–-]?\s*\(?\s*(?:at\s+|on\s+|in\s+)?(?:lines?|L)\s*:?\s*)`;
/** With an ending, in a folder, or a name like `Makefile`. */
const unknownPath = String.raw`[^\s:,;()#]*[^\s:,;()#.]\.\w+|[^\s:,;()#]+/[^\s:,;()#]+|[A-Z]\w+file`;
