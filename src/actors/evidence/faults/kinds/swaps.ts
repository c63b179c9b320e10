import type { SourceLine } from "../source/source-line.js";
import type { Edit } from "./mutator.js";

/** An edit for each match of a global pattern that has a word in the table. The word is the first group, or all. */
export function swaps(
  { code }: SourceLine,
  pattern: RegExp,
  table: Readonly<Record<string, string>>,
  isWanted: (before: string, after: string, word: string) => boolean = () => true,
): Edit[] {
  return [...code.matchAll(pattern)].flatMap((match) => {
    const word = match[1] ?? match[0];
    const text = table[word];
    const at = match.index + match[0].indexOf(word);
    if (text === undefined || !isWanted(code.slice(0, at), code.slice(at + word.length), word)) return [];
    return [{ at, length: word.length, text }];
  });
}
