// The same decisions without the statechart, as a formula: what it is compared with.

/**
 * What a loop with these limits makes of a recorded run.
 * @returns whether it claims to be done, and the fixes that it took
 */
export function recompute(words, { limits = {}, checks = true } = {}) {
  const { retryLimit = 3, sameErrorLimit = 3, maxIterations = 100 } = limits;
  if (!checks) return { isClaimed: true, fixes: 0 };
  const passes = words.indexOf("-");
  const green = passes === -1 ? Number.POSITIVE_INFINITY : passes;
  const stop = Math.min(retryLimit, maxIterations - 1, firstRepeat(words, sameErrorLimit));
  return { isClaimed: green <= stop, fixes: Math.min(green, stop) };
}

/** The attempt in which any error is there for the `times`th time. The last recorded word repeats without end. */
function firstRepeat(words, times) {
  const letters = new Set(words.join("").replaceAll("-", ""));
  const ends = [...letters].map((letter) => {
    const found = words.flatMap((word, attempt) => (word.includes(letter) ? [attempt] : []));
    if (found.length >= times) return found[times - 1];
    const repeats = words.at(-1).includes(letter);
    return repeats ? words.length - 1 + times - found.length : Number.POSITIVE_INFINITY;
  });
  return Math.min(...ends);
}
