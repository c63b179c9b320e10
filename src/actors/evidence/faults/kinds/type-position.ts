import type { SourceLine } from "../source/source-line.js";

/** Whether a literal is a type: `"a" | "b"`, `as "a"`, `Literal["a"]`, `(kind: "a") =>`. */
export function isType({ code, opener, language }: SourceLine, before: string, after: string): boolean {
  if (language.name === "typescript") {
    if (/(?:^|[^|])\|\s*$|\b(?:as|keyof|extends|is)\s$|<$/.test(before) || /^\s*\|(?!\|)|^>/.test(after))
      return true;
    if (valueOfType.test(before) || valueOfType.test(opener)) return true;
    return /[\w)?\]]:\s$/.test(before) && /=>|\bfunction\b|^\s*[\w\s]+\(.*\{$/.test(code);
  }
  if (language.name === "python")
    return (
      /->\s*(?:\w+\[)*$|\bLiteral\[[^\]]*$|^\s*[\w.]+:\s(?:\w+\[)*$/.test(before) ||
      isParameterType(code, before)
    );
  return false;
}

/** A list of a type of its own, whose literals nothing else can replace. */
const valueOfType = /^\s*(?:export\s+)?const\s+\w+:\s*(?:readonly\s+)?[A-Z]\w*\[\]\s*=/;

function isParameterType(code: string, before: string): boolean {
  return /^\s*(?:async\s+)?def\b/.test(code) && /:\s*(?:\w+\[)*$/.test(before);
}
