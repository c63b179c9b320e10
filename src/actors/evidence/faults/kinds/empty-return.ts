import { earlyReturn } from "../early-return/early-return.js";
import { isBalanced } from "../source/brackets.js";
import type { Edit, Mutator } from "./mutator.js";
import { wholeStatement } from "./statement.js";

/** A function gives back nothing before it has done anything. */
export const emptyReturn: Mutator = {
  kind: "empty return",
  edits(line): Edit[] {
    const { header, language, code, inside, isCut } = line;
    const statement = header === undefined ? undefined : earlyReturn(header.trimEnd(), language);
    if (
      header === undefined ||
      statement === undefined ||
      isCut ||
      !isHeader(header) ||
      /^[([]$/.test(inside)
    )
      return [];
    const first = code.trim();
    if (empty.test(first) || /^[})]/.test(first) || /\bsuper\b/.test(first)) return [];
    const at = code.indexOf(first);
    if (language.name !== "python") return [{ at, length: 0, text: `${statement} ` }];
    // Nothing that opens a block can follow on the same line.
    if (!wholeStatement(line) || /:$|^@/.test(first)) return [];
    return [{ at, length: first.length, text: statement }];
  },
};

/** What gives back nothing already, or is to be written yet. */
const empty =
  /^(?:return(?:\s+(?:undefined|null|nil|None|0|false|False|""|\[\]|\{\}))?\s*;?|pass|\.\.\.|end|raise\s+NotImplementedError.*|nil|null)$/;

/** What opens a type or a pattern of parameters has no body yet. */
function isHeader(header: string): boolean {
  return isBalanced(header.replace(/\{\s*$/, "")) && !/[:,(=|&]\s*\{\s*$/.test(header);
}
