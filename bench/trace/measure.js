// An arm over all recorded runs. Runs that the checks and the reviewer treat alike are the same mission: it is
// played once.
import { share } from "../lift/statistics.js";
import { playRecorded } from "./loop.js";

/**
 * Plays each run. @param stories what the reviewer says of a run, if it does not just pass; of the same order as `runs`
 * @returns one outcome a run: whether it was claimed, whether it is right then, and what it took
 */
export function createPlayer(chart, policy) {
  const played = new Map();
  const play = (words, verdicts) => {
    const key = [words.join(" "), verdicts.join(" ")].join("|");
    if (!played.has(key)) played.set(key, playRecorded(chart, { words, verdicts }, policy));
    return played.get(key);
  };
  return async (runs, stories) => {
    const outcomes = [];
    for (const [index, run] of runs.entries()) {
      const story = stories?.[index];
      const end = await play(run.words, story?.verdicts ?? ["-"]);
      outcomes.push({ ...run, ...end, ...verdictsAt(run, end, story) });
    }
    return outcomes;
  };
}

/** What the checks reject is wrong; what they accept is as it was judged, unless a reviewer had it changed. */
function verdictsAt(run, { fixes, reviews }, story) {
  if (story) {
    const isRight = story.isRight[Math.min(reviews, story.isRight.length) - 1] ?? false;
    return { isRight, isRightByPlus: null };
  }
  const isGreen = run.words[Math.min(fixes, run.words.length - 1)] === "-";
  return isGreen ? {} : { isRight: false, isRightByPlus: run.hasPlus ? false : null };
}

/** What the outcomes of an arm come to. */
export function summarise(outcomes) {
  const claims = outcomes.filter(({ isClaimed }) => isClaimed);
  const right = claims.filter(({ isRight }) => isRight).length;
  const judged = claims.filter(({ isRightByPlus }) => isRightByPlus !== null);
  const byPlus = judged.filter(({ isRightByPlus }) => isRightByPlus).length;
  const all = outcomes.length;
  return {
    runs: all,
    claimed: claims.length,
    right: counted(right, all),
    falseDone: counted(claims.length - right, all),
    trust: counted(right, claims.length),
    byPlus: counted(byPlus, judged.length),
    fixes: sum(outcomes.map(({ fixes }) => fixes)),
    tokens: sum(outcomes.map(tokensOf)),
  };
}

/** A share with its interval and what it is a share of. */
export function counted(hits, all) {
  return { hits, all, ...share(hits, Math.max(1, all)) };
}

/** The recorded tokens are those of all fixes of a run. */
function tokensOf({ tokens, words, fixes }) {
  const recorded = words.length - 1;
  return recorded === 0 ? 0 : (tokens / recorded) * Math.min(fixes, recorded);
}

export function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
