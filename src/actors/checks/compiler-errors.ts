import { blockOf, type FoundError, frameFile, isFrame, joinedMessage } from "./found-error.js";

/** The errors of compilers and linters whose format is their own: tsc, rustc, go, eslint, biome. */
export function compilerErrors(lines: readonly string[]): FoundError[] {
  return [...oneLineErrors(lines), ...rustErrors(lines), ...eslintErrors(lines), ...biomeErrors(lines)];
}

export function oneLineErrors(lines: readonly string[]): FoundError[] {
  return lines.flatMap((line, at) => oneLineError(line, at));
}

/**
 * What only looks like an error: `file:line:column: message`, and messages of uncaught errors. Passing tests
 * print such lines too, so they count only where no tool's own format was found.
 */
export function looseErrors(lines: readonly string[]): FoundError[] {
  const placed = lines.flatMap((line, at): FoundError[] => {
    const match = generic.exec(line);
    if (!match) return [];
    const [, file, row, column, severity, message = ""] = match;
    if (/^\[?(?:warning|note|info|hint|help)\b/i.test(severity ?? message)) return [];
    if (column === undefined && severity === undefined) return [];
    return [{ at, file, line: place(row, column), ...codeAndMessage(message) }];
  });
  return placed.length > 0 ? placed : thrownErrors(lines);
}

const tsc = /^(\S.*?)(?:\((\d+),(\d+)\):|:(\d+):(\d+) -) error (TS\d+): (.*)/;
const tscGlobal = /^error (TS\d+): (.*)/;
const go = /^(?:vet: )?((?:[A-Za-z]:)?[^\s:]+\.go):(\d+):(\d+): (.*)/;
const unix = /^(\S.*?):(\d+):(\d+): (.*) \[Error(?:\/([^\]]+))?\]$/;
const compact = /^(\S.*?): line (\d+), col (\d+), Error - (.*?)(?: \(([^()]+)\))?$/;
const rustShort = /^(\S+\.rs):(\d+):(\d+): error(?:\[(E\d+)\])?: (.*)/;
const generic =
  /^\s*((?:[A-Za-z]:)?[^\s:()A-Za-z_]*[A-Za-z_][^\s:()]*\.[A-Za-z]\w*|\.{0,2}\/[^\s:()]+|Makefile|Dockerfile):(\d+):(?:(\d+):)? ?(?:((?:fatal |syntax |internal )?error|warning|note)(?: ?:|(?= ?\[)) ?)?(\S.*)/i;

function oneLineError(line: string, at: number): FoundError[] {
  const ts = tsc.exec(line);
  if (ts) {
    const [, file, row, column, prettyRow, prettyColumn, code, message = ""] = ts;
    return [{ at, file, line: place(row ?? prettyRow, column ?? prettyColumn), code, message }];
  }
  const global = tscGlobal.exec(line);
  if (global) return [{ at, code: global[1], message: global[2] ?? "" }];
  const rust = rustShort.exec(line);
  if (rust)
    return [{ at, file: rust[1], line: place(rust[2], rust[3]), code: rust[4], message: rust[5] ?? "" }];
  const linted = unix.exec(line) ?? compact.exec(line) ?? go.exec(line);
  if (linted) {
    const [, file, row, column, message = "", code] = linted;
    return [{ at, file, line: place(row, column), code, message }];
  }
  return [];
}

export function rustErrors(lines: readonly string[]): FoundError[] {
  return lines.flatMap((line, at): FoundError[] => {
    const match = /^error(?:\[(E\d+)\])?: (.*)/.exec(line);
    if (!match) return [];
    const [, code, message = ""] = match;
    return blockOf(lines.slice(at + 1, at + 4), 0, (next) => /^\S/.test(next))
      .flatMap((next) => {
        const arrow = /^\s+--> (.+?):(\d+):(\d+)/.exec(next);
        return arrow ? [{ at, file: arrow[1], line: place(arrow[2], arrow[3]), code, message }] : [];
      })
      .slice(0, 1);
  });
}

/** Warnings count only when nothing else can have made eslint fail (`--max-warnings`). */
export function eslintErrors(lines: readonly string[]): FoundError[] {
  let file: string | undefined;
  const problems = lines.flatMap((line, at) => {
    const match = /^\s+(\d+:\d+)\s+(error|warning)\s+(.+?)(?:\s{2,}(\S+))?$/.exec(line);
    if (!match) return [];
    const before = lines[at - 1] ?? "";
    if (/^(?:\/|[A-Za-z]:\\|\S.*\.\w+$)/.test(before)) file = before;
    if (file === undefined) return [];
    return [
      { severity: match[2], error: { at, file, line: match[1], message: match[3] ?? "", code: match[4] } },
    ];
  });
  const errors = problems.filter(({ severity }) => severity === "error");
  const isTooMany = lines.some((line) => line.startsWith("ESLint found too many warnings"));
  return (errors.length > 0 || !isTooMany ? errors : problems).map(({ error }) => error);
}

export function biomeErrors(lines: readonly string[]): FoundError[] {
  return lines.flatMap((line, at): FoundError[] => {
    const match =
      /^(\S.*?)(?::(\d+:\d+))? (?=(?:lint|assist|parse|format|syntax|suppressions|plugin|organizeImports|deserialize|fs)\b)(?:\w+\/)*(\w+)(?:\s+FIXABLE)?\s+━━━/.exec(
        line,
      );
    if (!match) return [];
    const [, file, row, code] = match;
    const next = lines.slice(at + 1, at + 4).find((other) => other !== "") ?? "";
    const message = /^\s+[×✖] (.*)/.exec(next)?.[1];
    return message === undefined ? [] : [{ at, file, line: row, code, message }];
  });
}

const thrown = /^(?:Uncaught )?(?:\w+\.)*(?:[A-Z]\w*)?(?:Error|Exception)(?: \[\w+\])?: (?=\S)/;

function thrownErrors(lines: readonly string[]): FoundError[] {
  return lines.flatMap((line, at): FoundError[] => {
    if (!thrown.test(line)) return [];
    const after = lines.slice(at + 1, at + 40);
    const length = after.findIndex((next) => isFrame(next) || next === "" || thrown.test(next));
    const rest = after.slice(0, Math.max(0, Math.min(length, 6)));
    const trace = blockOf(after, 0, (next) => thrown.test(next));
    const file = frameFile(trace) ?? fileBefore(lines.slice(Math.max(0, at - 12), at));
    return [{ at, file, message: joinedMessage([line, ...rest]) }];
  });
}

/** Where node prints a syntax error's place, and python every frame: before the message, the innermost last. */
function fileBefore(lines: readonly string[]): string | undefined {
  return lines
    .map(
      (line) =>
        (/^\s+File "([^"<]+)", line \d/.exec(line) ??
          /^((?:file:\/\/)?(?:[A-Za-z]:)?[\\/][^\s:]+):\d+$/.exec(line))?.[1],
    )
    .findLast((file) => file !== undefined && !/node_modules|site-packages|\/lib\/python/.test(file));
}

/** `E501 line too long`, `message  [code]`, `message (code)`. */
function codeAndMessage(text: string): { code?: string | undefined; message: string } {
  const before = /^\[?([A-Z]{1,6}\d{2,5})\]?:? (.+)/.exec(text);
  if (before) return { code: before[1], message: before[2] ?? "" };
  const after = / [[(]([a-z@][\w@/.-]*[-/][\w/-]+|[A-Z]{1,6}\d{2,5})[\])]$/.exec(text);
  return after ? { code: after[1], message: text.slice(0, after.index).trimEnd() } : { message: text };
}

function place(line: string | undefined, column: string | undefined): string | undefined {
  return column === undefined ? line : `${line}:${column}`;
}
