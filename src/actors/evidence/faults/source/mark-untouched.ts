import type { SourceLine } from "./source-line.js";

/** Marks statements that a language never lets be changed, with all that their brackets hold, and tests in a source. */
export function markUntouched(lines: readonly SourceLine[]): void {
  /** The depth at which the statement began. */
  let from: number | undefined;
  let isTest = false;
  for (const line of lines) {
    const { untouched, headings } = line.language;
    isTest ||= inlineTests.test(line.code);
    if (from !== undefined && !continues(line, from)) from = undefined;
    if (from === undefined && untouched.test(line.code)) from = line.depth;
    line.isUntouched =
      isTest || from !== undefined || headings?.test(line.code) === true || isUnreadable(line);
  }
}

function continues({ depth, code, previous }: SourceLine, from: number): boolean {
  return depth > from || /[=|&,\\]\s*$/.test(previous) || /^\s*[|&]/.test(code) || code.trim() === "";
}

/** Nobody wrote such a line by hand. */
function isUnreadable({ code }: SourceLine): boolean {
  return code.length > 400;
}

const inlineTests = /#\[cfg\(test\)\]|\bimport\.meta\.vitest\b/;
