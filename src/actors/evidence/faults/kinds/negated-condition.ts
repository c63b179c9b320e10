import type { ConditionStyle } from "../languages/language.js";
import { closingBracket } from "../source/brackets.js";
import type { SourceLine } from "../source/source-line.js";
import type { Edit, Mutator } from "./mutator.js";

/** What is done if a condition holds is done if it does not. */
export const negatedCondition: Mutator = {
  kind: "negated condition",
  edits(line) {
    return line.language.conditions.flatMap((style) => {
      const found = finders[style](line.code);
      if (!found || !isNegatable(found.condition)) return [];
      return [negated(line, found)];
    });
  },
};

interface Found {
  at: number;
  condition: string;
  /** Whether it has parentheses already. */
  isEnclosed?: boolean;
}

const finders: Record<ConditionStyle, (code: string) => Found | undefined> = {
  parentheses(code) {
    const open = /(?<![\w.$])(?:if|elseif|elif)\s*(?:constexpr\s*)?\(/.exec(code);
    const from = open ? open.index + open[0].length : 0;
    const end = open ? closingBracket(code, from) : undefined;
    return end === undefined ? undefined : { at: from, condition: code.slice(from, end) };
  },
  brace(code) {
    const found = group(code, /^(\s*(?:\}\s*)?(?:else\s+)?if\s+(?:[^;{]*;\s*)?)([^;{]+?)\s*\{/);
    return found && /^let\b|[^&]&& let\b|^(?:var|case)\b|#available|,/.test(found.condition)
      ? undefined
      : found;
  },
  colon: (code) => group(code, /^(\s*(?:el)?if\s+)(.+?)\s*:\s*(?:[^\s:].*)?$/),
  thenWord: (code) => group(code, /^((?:.*\s)?(?:else)?if\s+)(.+?)\s+then\b/),
  doWord: (code) => group(code, /^(\s*(?:if|unless)\s+)(.+?)\s+do\s*$/),
  line: (code) => group(code, /^((?:.*\s)?(?:els)?(?:if|unless)\s+)(.+?)\s*(?:\bthen\b.*)?$/),
  shell: (code) => group(code, /^(\s*(?:el)?if\s+)([^;]+?)\s*(?:;\s*then\b.*)?$/),
};

function group(code: string, pattern: RegExp): Found | undefined {
  const match = pattern.exec(code);
  if (match?.[2] === undefined) return undefined;
  return { at: (match[1] ?? "").length, condition: match[2] };
}

/** One comparison for equality alone is negated as such. */
function isNegatable(condition: string): boolean {
  if (/&&|\|\||\b(?:and|or)\b|\?/.test(condition)) return balanced(condition);
  return (
    balanced(condition) &&
    !/[!=~/]==?(?!=)|\bis\b|\bnot in\b|^\w[\w.]* in |\s-(?:eq|ne)\s|\[.*\s=\s/.test(condition)
  );
}

function balanced(condition: string): boolean {
  return (
    closingBracket(`${condition})`, 0) === condition.length &&
    !/(?:\band|\bor|&&|\|\||[,\\])$/.test(condition)
  );
}

function negated({ text, language }: SourceLine, { at, condition }: Found): Edit {
  const { not } = language;
  const plain = text.slice(at, at + condition.length);
  const bare = not.trim() === "not" ? /^not\s+([\w.]+(?:\(.*\))?)$/ : /^!\s?([\w.$@]+(?:\([^()]*\))?)$/;
  const positive = bare.exec(plain)?.[1];
  const enclosed = not === "! " ? plain : `(${plain})`;
  return { at, length: condition.length, text: positive ?? `${not}${enclosed}` };
}
