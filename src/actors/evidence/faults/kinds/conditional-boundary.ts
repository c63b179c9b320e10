import type { Mutator } from "./mutator.js";
import { swaps } from "./swaps.js";

const operators = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };
const words = { "-lt": "-le", "-le": "-lt", "-gt": "-ge", "-ge": "-gt" };

/** A comparison that includes its boundary excludes it, and the other way round. */
export const conditionalBoundary: Mutator = {
  kind: "conditional boundary",
  edits(line) {
    if (line.language.name === "shell") return swaps(line, /(?<=\s)-(?:lt|le|gt|ge)(?=\s)/g, words);
    const { code, next, language } = line;
    return swaps(line, comparison, operators, (before, after) => {
      const isSpaced = /\s$/.test(before) && /^\s/.test(after);
      if (before.trim() === "" || (language.hasGenerics && !isSpaced)) return false;
      return !isOrder(after) && !isExtreme(before, after, `${code} ${next}`) && !isUnsignedLoop(code, after);
    });
  },
};

const comparison = /(?<![<>=!\-+*/%&|^~?$.:@#\\])(?:<=|>=|<|>)(?![<>=\-|*$&~:%+./])/g;

/** `a < b ? -1 : 1`: what is equal was asked for before, or does not matter. */
function isOrder(after: string): boolean {
  return /\?\s*-?1\s*:\s*-?1\b/.test(after);
}

/** `if (x > most) most = x` and `x > y ? x : y`: of two equal values it does not matter which one is taken. */
function isExtreme(before: string, after: string, code: string): boolean {
  const left = /([\w.$[\]]+)\s*$/.exec(before)?.[1];
  const right = /^\s*([\w.$[\]]+)/.exec(after)?.[1];
  if (left === undefined || right === undefined) return false;
  const rest = code.slice(before.length);
  const assigns = (target: string, value: string) =>
    new RegExp(`(?<![\\w.])${escaped(target)} :?= ${escaped(value)}(?![\\w.[(])`).test(rest);
  const picks = new RegExp(
    `\\? ${escaped(left)} : ${escaped(right)}|\\? ${escaped(right)} : ${escaped(left)}`,
  );
  return assigns(left, right) || assigns(right, left) || picks.test(rest);
}

/** `i >= 0` is always true of an unsigned number. */
function isUnsignedLoop(code: string, after: string): boolean {
  return /^\s*for\b/.test(code) && /^\s*0\b/.test(after);
}

function escaped(text: string): string {
  return text.replace(/[$.[\]]/g, "\\$&");
}
