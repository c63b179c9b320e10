import type { SourceLine } from "../source/source-line.js";
import type { Edit, Mutator } from "./mutator.js";
import { isType } from "./type-position.js";

/** A whole or decimal number is one more; one becomes none, as it would stay what it is where only its sign counts. */
export const constant: Mutator = {
  kind: "constant",
  edits(line) {
    const { code } = line;
    if (approximate.test(code)) return [];
    return [...code.matchAll(number)].flatMap((match): Edit[] => {
      const [whole, digits = ""] = match;
      const before = code.slice(0, match.index);
      const after = code.slice(match.index + whole.length);
      if (!isNumber(line, before, after, digits) || isType(line, before, after)) return [];
      const isNegative = /(?:^|[(,=[{:?<>]|\b(?:return|case|else|and|or|in))\s*-$/.test(before);
      const value = isNegative ? 1 - Number(plain(digits)) : next(digits);
      if (isNegative) return [{ at: match.index - 1, length: digits.length + 1, text: String(-value || 0) }];
      return [{ at: match.index, length: digits.length, text: String(value) }];
    });
  },
};

const number = /(?<![\w$@#\\])(\d[\d_]*(?:\.\d+)?)(?:[uif](?:8|16|32|64|size)|[nLlUuFfDdm]{1,3})?(?![\w$])/g;

/** Nobody expects of these that one more makes a difference. */
const approximate =
  /timeout|delay|sleep|capacity|buffer|interval|throttle|debounce|version|stringify|\bport\b|__cplusplus/i;

function isNumber(
  { language: { name } }: SourceLine,
  before: string,
  after: string,
  digits: string,
): boolean {
  if (/^0\d/.test(digits) || plain(digits).length > 12) return false;
  // `pair.0`, but not `0..9`.
  if (/(?<!\.)\.$/.test(before) || /^\.\d/.test(after)) return false;
  if (name === "shell" && (/[-<>&=/.,:%]$/.test(before) || /^\s*[<>&/.,:%]/.test(after))) return false;
  if (name === "c" && /^\s*(?:static\s+|const\s+)*[\w*\s]+\w\[$/.test(before)) return false;
  // The length of an array's type.
  if (name === "go" && /\[$/.test(before) && /^\][\w*[]/.test(after)) return false;
  return !(name === "rust" && /;\s*$/.test(before) && /^\]/.test(after));
}

function next(digits: string): number | string {
  const text = plain(digits);
  if (text === "1") return 0;
  const [whole = "0", decimals] = text.split(".");
  return decimals === undefined ? Number(whole) + 1 : `${Number(whole) + 1}.${decimals}`;
}

function plain(digits: string): string {
  return digits.replaceAll("_", "");
}
