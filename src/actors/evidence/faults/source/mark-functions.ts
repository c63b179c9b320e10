import type { SourceLine } from "./source-line.js";

/** Gives the first statement of a function its header. A brace on a line of its own belongs to the line before. */
export function markFunctions(lines: readonly SourceLine[]): void {
  let [before, header] = ["", ""];
  for (const line of lines) {
    const code = line.code.trimEnd();
    // What is opaque at the beginning of a body is its description.
    if (code.trim() === "" || isDescription(code)) continue;
    if (/(?:[{:]|\bthen|\bdo)$/.test(header) || startsRubyMethod(header)) line.header = header;
    const isBrace =
      code.trim() === "{" && line.language.conditions.some((style) => /^(?:parentheses|brace)$/.test(style));
    header = isBrace ? `${before} {` : code;
    before = code;
  }
}

function startsRubyMethod(code: string): boolean {
  return (
    /^\s*(?:(?:private|protected|public)\s+)?def\s(?!.*\bend$)/.test(code) ||
    /^\s*(?:local\s+)?function\b.*\)$/.test(code)
  );
}

function isDescription(code: string): boolean {
  return /^\s*(?:["\ue000]+|\ue001+)$/.test(code);
}
