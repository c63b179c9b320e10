/** What one package of a workspace printed. */
export interface Section {
  /** `undefined`: what belongs to no package, or all of it. */
  package: string | undefined;
  lines: string[];
  /** Its runner says that it failed, so that it must have an error. */
  isFailed?: boolean;
}

/**
 * The output by package: the lines of tasks that ran side by side are put together and their prefixes taken off.
 * A tool that runs packages one after the other tells by a heading where the next begins.
 */
export function sectionsOf(lines: readonly string[]): Section[] {
  const prefixes = prefixesIn(lines);
  const sections = new Map<string | undefined, Section>([[undefined, { package: undefined, lines: [] }]]);
  for (const line of lines) {
    const prefix = prefixes.find(({ text }) => line.startsWith(text) || line === text.trimEnd());
    const section = sections.get(prefix?.package) ?? { package: prefix?.package, lines: [] };
    sections.set(prefix?.package, section);
    section.lines.push(prefix === undefined ? line : line.slice(prefix.text.length));
  }
  const [rest, ...packages] = sections.values();
  // What the runner says of itself stands below the last package.
  const inOrder = [...byHeading(rest?.lines ?? []), ...packages];
  const told = failedPackages(lines);
  return inOrder.map((section, at) => {
    const isOwn = packages.includes(section) || at < inOrder.length - packages.length - 1;
    const isFailed = told.has(section.package) || (isOwn && section.lines.some((line) => failure.test(line)));
    return isFailed ? { ...section, isFailed } : section;
  });
}

const failure = /^npm (?:error|ERR!) Lifecycle script|ELIFECYCLE\b|^Failed$| exited with code [1-9]\d*$/;

/** turbo's list. */
function failedPackages(lines: readonly string[]): Set<string | undefined> {
  const lists = lines.flatMap((line) => /^ *Failed: +(\S.*)$/.exec(line)?.[1] ?? []);
  return new Set(lists.flatMap((list) => list.split(", ").map((task) => task.replace(/#.*$/, ""))));
}

/** A line may be without end. */
const longestHeading = 300;

interface Prefix {
  package: string;
  text: string;
}

/** What only the tool itself prints, with the names of the package and the task, and the prefix that follows. */
const signatures: readonly [
  tool: string,
  signature: RegExp,
  prefix: (name: string, task: string) => string,
][] = [
  ["pnpm -r", /^(\S+) (\S+)\$ /, (name, task) => `${name} ${task}: `],
  ["turbo", /^(\S+?):(\S+): cache (?:bypass|miss|hit)\b/, (name, task) => `${name}:${task}: `],
  ["lerna", /^(\S+): > \S+@\S* \S+/, (name) => `${name}: `],
  ["yarn workspaces foreach", /^(?:➤ YN0000: )?\[([^\]]+)\]: Process started/, (name) => `[${name}]: `],
  ["concurrently", /^\[([^\]]+)\] .* exited with code \S+$/, (name) => `[${name}] `],
  ["docker compose", /^(\S+-\d+) exited with code \d+$/, (name) => `${name}  | `],
  ["nx", /^(\S+): {1,2}> nx run \S+/, (name) => `${name}: `],
];

function prefixesIn(lines: readonly string[]): Prefix[] {
  const found = lines.flatMap((line): Prefix[] =>
    signatures.flatMap(([, signature, prefix]) => {
      const [, name, task = ""] = signature.exec(line.slice(0, longestHeading)) ?? [];
      return name === undefined ? [] : [{ package: name, text: prefix(name, task) }];
    }),
  );
  // The first wins: an npm banner behind turbo's prefix looks like lerna's.
  const distinct = new Map(found.toReversed().map((prefix) => [prefix.text, prefix])).values();
  return [...distinct].sort((a, b) => b.text.length - a.text.length);
}

/** npm and pnpm with a script, nx, lerna, Maven, Gradle. */
const headings = [
  /^> ((?:@[\w.-]+\/)?[\w.-]+)@\S* \S+/,
  /^> nx run ([^\s:]+):/,
  /^> ((?:@[\w.-]+\/)?[\w.-]+):[\w:.-]+$/,
  /^\[INFO\] -+< [^\s:]+:(\S+) >-+$/,
  // What nx says of itself.
  /^ (?:NX|Lerna \(powered by Nx\)) {3}()/,
  /^> Task :(?:(\S+):)?\w+/,
];

/** Where all headings name one package, it needs no name. */
function byHeading(lines: readonly string[]): Section[] {
  const named = lines.map((line) => {
    const match = headings
      .map((heading) => heading.exec(line.slice(0, longestHeading)))
      .find((found) => found !== null);
    return match ? (match[1] ?? "") : undefined;
  });
  if (new Set(named.filter((name) => name)).size < 2) return [{ package: undefined, lines: [...lines] }];
  const sections: Section[] = [{ package: undefined, lines: [] }];
  for (const [at, line] of lines.entries()) {
    const name = named[at];
    if (name !== undefined) sections.push({ package: name || undefined, lines: [] });
    sections.at(-1)?.lines.push(line);
  }
  return sections;
}
