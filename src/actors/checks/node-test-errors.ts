import { blockOf, type FoundError, isFrame, joinedMessage } from "./found-error.js";

/** The failing tests of `node --test`, in both its formats (spec and TAP), and of other TAP producers. */
export function nodeTestErrors(lines: readonly string[]): FoundError[] {
  return [...tapErrors(lines), ...specErrors(lines)];
}

/** The list under "failing tests:" repeats what was told above it, with each test's file. */
function specErrors(lines: readonly string[]): FoundError[] {
  const start = lines.findIndex((line) => /^✖ failing tests:$/.test(line));
  if (start < 0) return [];
  return lines.flatMap((line, at): FoundError[] => {
    const location = at > start ? /^test at (.+?):(\d+:\d+)$/.exec(line) : null;
    const name = /^\s*✖ (.+?)(?: \([\d.]+ms\))?$/.exec(lines[at + 1] ?? "")?.[1];
    if (!location || name === undefined) return [];
    const message = unquoted(
      joinedMessage(blockOf(lines, at + 2, (next) => isFrame(next) || /^(?:test at |✖)/.test(next))),
    );
    if (isFileFailure(name, message))
      return crash(at, location[1] ?? name, lines.slice(Math.max(0, start - crashLines), start), "");
    return isOnlySubtests(message) ? [] : [{ at, test: name, file: location[1], line: location[2], message }];
  });
}

function tapErrors(lines: readonly string[]): FoundError[] {
  const hasNested = lines.some((line) => /^\s+not ok/.test(line));
  return lines.flatMap((line, at): FoundError[] => {
    const [, indent = "", description] = /^(\s*)not ok \d+(?: -)? ?(.*)$/.exec(line) ?? [];
    if (description === undefined || /# (?:todo|skip)\b/i.test(description)) return [];
    const block =
      lines[at + 1]?.trim() === "---"
        ? blockOf(lines, at + 2, (next) => next === `${lines[at + 1]?.replace("---", "...")}`)
        : [];
    const name = description.replace(/\\([#\\])/g, "$1");
    const file = (yaml(block, "location") ?? yaml(block, "at"))
      ?.replace(/^.*\((.*)\)$/, "$1")
      .replace(/:\d+:\d+$/, "");
    const message = yaml(block, "error") ?? yaml(block, "message") ?? compared(block);
    if (yaml(block, "failureType") === "subtestsFailed" || isOnlySubtests(message)) return [];
    if (isFileFailure(name, message))
      return crash(at, file ?? name, lines.slice(Math.max(0, at - crashLines), at), "# ");
    const nested = indent === "" && block.length === 0 && hasNested;
    return nested ? [] : [{ at, test: name, file, message }];
  });
}

/** How far above its own line a crashed file's output is looked for. */
const crashLines = 400;

/** A file that failed as a whole says why where it crashed, before its own line. */
function crash(at: number, file: string, before: readonly string[], prefix: string): FoundError[] {
  const plain = before.map((line) => (line.startsWith(prefix) ? line.slice(prefix.length) : ""));
  const from = plain.findLastIndex((line) => /^\w*Error(?: \[\w+\])?: /.test(line));
  const isItsOwn =
    from >= 0 && plain.slice(Math.max(0, from - 8)).some((line) => line.includes(baseName(file)));
  const message = isItsOwn ? joinedMessage(blockOf(plain, from, isFrame).slice(0, 6)) : "failed as a whole";
  return [{ at, file, message }];
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
  if (!/^[|>][+-]?$/.test(value)) return unquoted(value);
  const indent = line.length - line.trimStart().length;
  return joinedMessage(
    blockOf(block, index + 1, (next) => next !== "" && next.length - next.trimStart().length <= indent),
  );
}

function compared(block: readonly string[]): string {
  const expected = yaml(block, "expected");
  const actual = yaml(block, "actual") ?? yaml(block, "got");
  return expected === undefined && actual === undefined ? "failed" : `expected ${expected}, got ${actual}`;
}

function unquoted(text: string): string {
  const quote = text[0];
  if (text.length < 2 || (quote !== "'" && quote !== '"') || !text.endsWith(quote)) return text;
  const inner = text.slice(1, -1);
  return quote === "'" ? inner.replaceAll("''", "'") : inner.replaceAll('\\"', '"').replaceAll("\\n", " ");
}

function isOnlySubtests(message: string): boolean {
  return /^\d+ subtests? failed$/.test(message);
}

function isFileFailure(name: string, message: string): boolean {
  return message === "test failed" && /\.[cm]?[jt]sx?$/.test(name);
}

function baseName(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}
