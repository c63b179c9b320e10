import type { Mutator } from "./mutator.js";
import { wholeStatement } from "./statement.js";

/** An assignment is left out, where it is not what makes the variable. */
export const removedAssignment: Mutator = {
  kind: "removed assignment",
  edits(line) {
    const { language, code } = line;
    const statement = language.emptyStatement === undefined ? undefined : wholeStatement(line);
    // In the body of a class it declares.
    if (!statement || exported.test(statement.text) || /\bclass\b/.test(line.opener)) return [];
    if (opens.test(statement.text)) return [];
    const target = assignment.exec(statement.text)?.[1];
    const isStep = step.test(statement.text);
    if (target === undefined && !isStep) return [];
    const isMade = target !== undefined && !language.declaresVariables && /^\$?\w+$/.test(target);
    if (isMade && !/^\$?\w+\s*(?:[-+*/%.|&^]|\*\*|<<|>>|\|\||\?\?)=/.test(statement.text)) return [];
    if (target !== undefined && itself.test(statement.text)) return [];
    return [{ at: statement.at, length: code.trim().length, text: language.emptyStatement ?? "" }];
  },
};

const assignment =
  /^((?:[\w$@*#]|\.|->|::|\[[^\]]*\])+)\s*(?:[-+*/%.|&^]|\*\*|<<|>>|\|\||&&|\?\?|\/\/)?=(?![=>~])\s*\S/;
const step = /^(?:\+\+|--)?[\w$@.[\]>-]+?(?:\+\+|--)?$(?<=^(?:\+\+|--).*|(?:\+\+|--))/;
const itself = /^(\S+)\s*=\s*\1$/;
/** A value over more lines, without a bracket. */
const opens = /(?:\bbegin|\bdo|\bdo\s*\|[^|]*\|)$|=\s*(?:if|case|unless|while|function)\b(?!.*\bend$)/;
const exported = /^(?:module\.)?exports\b|^__\w+__\b|^exports\./;
