import type { SourceLine } from "../source/source-line.js";
import type { Mutator } from "./mutator.js";
import { swaps } from "./swaps.js";

const table = {
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "//": "*",
  "+=": "-=",
  "-=": "+=",
  "*=": "/=",
  "/=": "*=",
};

/** An operator between two numbers becomes its opposite. */
export const mathOperator: Mutator = {
  kind: "math operator",
  edits(line) {
    const { code, language } = line;
    if (language.name === "shell" && !code.includes("((")) return [];
    return swaps(line, between, table, (before, after, word) => {
      if (word.includes("+") && joinsTexts(code)) return false;
      return !isNeutral(word, after) && !isPointer(line, before, word) && !isBound(line, before);
    });
  },
};

const between = /(?<=[\w\p{L})\]}"] )(\/\/|[+\-*/%]=?)(?= [\w\p{L}(["'.$@!~-])/gu;

/** Texts and lists can be added, but nothing can be taken from them. */
function joinsTexts(code: string): boolean {
  return /["\ue001\]] \+=? |\+=? (?:[fbru]{1,2}?)?["\ue001[]/.test(code);
}

/** `x + 0` is `x - 0`. */
function isNeutral(word: string, after: string): boolean {
  const neutral = /^[+-]/.test(word) ? /^\s0(?![\w.])/ : /^\s1(?![\w.])/;
  return neutral.test(after);
}

/** Also what marks a generator, and all columns. */
function isPointer({ language: { name } }: SourceLine, before: string, word: string): boolean {
  if (word !== "*") return false;
  if (/\b(?:yield|function|async)\s$/.test(before)) return true;
  if (name === "sql") return /\bselect\s(?:distinct\s)?$/i.test(before);
  return (
    name === "c" &&
    /\b(?:void|char|int|long|short|float|double|unsigned|signed|bool|auto|const|\w+_t|(?:struct|enum)\s\w+|[A-Z]\w*)\s$/.test(
      before,
    )
  );
}

/** `T: Read + Send`. */
function isBound({ language: { name }, code }: SourceLine, before: string): boolean {
  return (
    name === "rust" &&
    (/\b(?:impl|dyn|where)\b/.test(before) ||
      /<\w+:[^>]*$|\w:\s+[A-Z][\w:]*\s$/.test(before) ||
      /^\s*(?:pub\s)?trait\b/.test(code))
  );
}
