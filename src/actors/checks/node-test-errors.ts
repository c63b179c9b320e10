import { blockOf, type FoundError, isFrame, joinedMessage } from "./found-error.js";

/** The failing tests of `node --test`, in both its formats (spec and TAP), and of other TAP producers. */
export function nodeTestErrors(lines: readonly string[]): FoundError[] {
  return [...tapErrors(lines), ...specErrors(lines)];
}

/** The list under "failing tests:" repeats what was told above it, with each test's file. */
export function specErrors(lines: readonly string[]): FoundError[] {
  let lastCrash = 0;
  const suites = specSuites(lines);
  return lines.flatMap((line, at): FoundError[] => {
    const location = /^test at (.+):(\d+:\d+)$/.exec(line);
    if (!location || !lines[at + 1]?.startsWith("✖ ")) return [];
    const [, file, place] = location;
    const titleLines = blockOf(lines, at + 1, (next) => /^(?: |test at )/.test(next));
    const title = titleLines.join(" ").slice("✖ ".length);
    const [, name = title, directive] = /^(.+) \([\d.]+ms\)(?: # (.+))?$/.exec(title) ?? [];
    const isEnd = (next: string) => isFrame(next) || /^\S/.test(next);
    const message = unquoted(joinedMessage(blockOf(lines, at + 1 + titleLines.length, isEnd)));
    if (isFileFailure(name, message)) {
      const crashed = lines.indexOf(`✖ ${title}`, lastCrash);
      const printed = lines.slice(lastCrash, crashed);
      lastCrash = crashed;
      return [{ at, file, message: crashMessage(printed) }];
    }
    const isTodo = directive !== undefined && !/^(?:EXPECTED FAILURE|FLAKY)/.test(directive);
    const isToldByItsTests = /^\d+ subtests? failed$/.test(message);
    const test = [...(suites.get(title)?.shift() ?? []), name].join(" > ");
    return isTodo || isToldByItsTests ? [] : [{ at, test, file, line: place, message }];
  });
}

/** By the title of a failed test, the suites around it in the tree above the list, one for each time it stands there. */
function specSuites(lines: readonly string[]): Map<string, string[][]> {
  const open: string[] = [];
  const suites = new Map<string, string[][]>();
  for (const line of lines) {
    if (line === "✖ failing tests:") break;
    const [, indent = "", mark, title = ""] = /^((?: {2})*)([▶✖]) (.+)$/.exec(line) ?? [];
    const depth = indent.length / 2;
    if (mark === "▶") open.splice(depth, Number.POSITIVE_INFINITY, title);
    if (mark !== "✖") continue;
    const found = suites.get(title) ?? [];
    suites.set(title, [...found, open.slice(0, depth)]);
  }
  return suites;
}

export function tapErrors(lines: readonly string[]): FoundError[] {
  let lastCrash = 0;
  let depth = 0;
  const open: string[] = [];
  return lines.flatMap((line, at): FoundError[] => {
    const heading = /^(\s*)# Subtest: (.*)/.exec(line);
    if (heading)
      open.splice((heading[1] ?? "").length / 4, Number.POSITIVE_INFINITY, tapUnescaped(heading[2] ?? ""));
    const [, not, description] = /^\s*(not )?ok \d+(?: -)? ?(.*)/.exec(line) ?? [];
    if (description === undefined) return [];
    const isParent = indentation(line) < depth;
    depth = indentation(line);
    if (not === undefined || /(?<!\\)# (?:todo|skip)\b/i.test(description)) return [];
    const block = lines[at + 1]?.trim() === "---" ? indentedBelow(lines, at) : [];
    const name = tapUnescaped(description.replace(/ # time=[\d.]+m?s$/, "")) || "unnamed";
    const suites = open.slice(0, indentation(line) / 4).filter((suite) => suite !== "");
    const location = yaml(block, "location") ?? (yaml(block, "at") || yaml(block, "fileName"));
    const file = (/ \((.+)\)$/.exec(location ?? "")?.[1] ?? location)?.replace(/:\d+:\d+$/, "");
    const message = yaml(block, "error") ?? yaml(block, "message") ?? compared(block);
    if (isFileFailure(name, message)) {
      const comments = lines
        .slice(lastCrash, at)
        .map((other) => (other.startsWith("# ") ? tapUnescaped(other.slice(2)) : ""));
      lastCrash = at;
      return [{ at, file: file ?? name, message: crashMessage(comments) }];
    }
    const isToldByItsTests =
      yaml(block, "failureType") === "subtestsFailed" || (isParent && message === nothingSaid);
    return isToldByItsTests ? [] : [{ at, test: [...suites, name].join(" > "), file, message }];
  });
}

/** A file that failed as a whole says why where it crashed: in what was printed since the one before. */
function crashMessage(printed: readonly string[]): string {
  const from = printed.findLastIndex((line) => /^\w*Error(?: \[\w+\])?: /.test(line));
  return from < 0 ? "failed as a whole" : joinedMessage(blockOf(printed, from, isFrame).slice(0, 6));
}

/** The value of a key in a TAP diagnostic block, its block scalar as one line. */
function yaml(block: readonly string[], key: string): string | undefined {
  const index = block.findIndex((line) => line.trimStart().startsWith(`${key}:`));
  const line = block[index];
  if (line === undefined) return undefined;
  const value = line
    .trimStart()
    .slice(key.length + 1)
    .trim();
  return /^[|>][+-]?$/.test(value) ? joinedMessage(indentedBelow(block, index)) : unquoted(value);
}

const nothingSaid = "failed";

function compared(block: readonly string[]): string {
  const expected = yaml(block, "expected");
  const actual = yaml(block, "actual") ?? yaml(block, "got");
  return expected === undefined && actual === undefined ? nothingSaid : `expected ${expected}, got ${actual}`;
}

/** The lines below one that are indented deeper than it. */
function indentedBelow(lines: readonly string[], at: number): string[] {
  const limit = indentation(lines[at] ?? "");
  return blockOf(lines, at + 1, (next) => next !== "" && indentation(next) <= limit);
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}

/** Of YAML's and of node's quotes: node takes the first of ' " ` that the text does not hold. */
function unquoted(text: string): string {
  const [, quote, inner] = /^(['"`])(.*)\1$/.exec(text) ?? [];
  if (inner === undefined) return text;
  return quote === "'"
    ? inner.replace(/(['\\])\1/g, "$1")
    : inner.replace(/\\(["'`\\])|\\n/g, (_, escaped = " ") => escaped);
}

function tapUnescaped(text: string): string {
  return text.replace(/\\([#\\])/g, "$1");
}

function isFileFailure(name: string, message: string): boolean {
  return message === "test failed" && /\.[cm]?[jt]sx?$/.test(name);
}
