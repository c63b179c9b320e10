import type { SourceLine } from "../source/source-line.js";

/** Where the statement that a line is begins and ends; nothing for a line that is a part of one, or more. */
export function wholeStatement({ code, isCut, inside, previous, next, language }: SourceLine) {
  const statement = code.trim();
  if (statement === "" || isCut || /^[([]$/.test(inside) || !isBalanced(statement)) return undefined;
  if (continued.test(previous) || continuing.test(next)) return undefined;
  if (language.hasSemicolons && (!statement.endsWith(";") || !/[;{}:)]\s*$|^$/.test(previous)))
    return undefined;
  if (/;./.test(statement) || /;\s*\S/.test(statement)) return undefined;
  return { at: code.indexOf(statement), text: statement.replace(/;$/, "") };
}

/** What ends with an operator goes on; `else` and a header without a brace have a statement of their own below. */
const continued = /(?:[,=+*/%&|?.\\<([]|[^-]-|(?<!\w)\b(?:return|and|or|not|in|=>))\s*$/;
const continuing = /^\s*(?:[.?&|+*/%=,]|->|-\s|::|and\b|or\b)/;

function isBalanced(code: string): boolean {
  let depth = 0;
  for (const [bracket] of code.matchAll(/[()[\]{}]/g)) {
    depth += /[([{]/.test(bracket) ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
