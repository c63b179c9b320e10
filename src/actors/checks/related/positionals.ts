export interface OptionKinds {
  /** Options whose value is the next word. */
  valued: RegExp;
  /** Options without a value. */
  flags: RegExp;
}

/**
 * Where the words are that are neither an option nor an option's value; the first `from` words are not looked at.
 * `undefined` where a word after an unknown option may be either,
 * also one that would be added.
 */
export function positionals(
  words: readonly string[],
  from: number,
  { valued, flags }: OptionKinds,
): number[] | undefined {
  const found: number[] = [];
  for (let at = from; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word === "--") return undefined;
    const isBeforeOption = words[at + 1]?.startsWith("-") === true;
    if (!word.startsWith("-")) found.push(at);
    else if (valued.test(word)) at += isBeforeOption ? 0 : 1;
    else if (!word.includes("=") && !flags.test(word) && !isBeforeOption) return undefined;
  }
  return found;
}

/** The words without those at the places. */
export function without(words: readonly string[], places: readonly number[]): string[] {
  return words.filter((_, at) => !places.includes(at));
}
