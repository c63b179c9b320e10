import { isBalanced } from "../source/brackets.js";
import type { SourceLine } from "../source/source-line.js";

/** Where the statement that a line is begins and ends; nothing for a line that is a part of one, or more. */
export function wholeStatement({ code, isCut, inside, previous, next, language }: SourceLine) {
  const statement = code.trim();
  if (statement === "" || isCut || /^[([]$/.test(inside) || !isBalanced(statement)) return undefined;
  if (continued.test(previous) || continued.test(statement) || continuing.test(next)) return undefined;
  if (language.name !== "python" && branch.test(previous)) return undefined;
  if (language.hasSemicolons && (!statement.endsWith(";") || !/[;{}:)]\s*$|^$/.test(previous)))
    return undefined;
  if (/;./.test(statement) || /;\s*\S/.test(statement)) return undefined;
  return { at: code.indexOf(statement), text: statement.replace(/;$/, "") };
}

/** What ends with an operator goes on; `else` and a header without a brace have a statement of their own below. */
const continued = /(?:[,=*/%&|?.\\<([]|(?<!\+)\+|=>|(?<!-)-|(?<!\w)\b(?:return|and|or|not|in))\s*$/;
/** The second half of `a ? b : c`. */
const branch = /^(?!\s*(?:case\b|default\b|\w+:)).*:\s*$/;
const continuing = /^\s*(?:[.?&|+*/%=,]|->|-\s|::|and\b|or\b)/;
