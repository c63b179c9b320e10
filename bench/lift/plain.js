// The workflow's rules as a plain loop: the same decisions as the statechart's, about a hundred times as fast.
// The command plays the first missions of every arm on both, and fails where they disagree.
import { createTeam } from "./team.js";

const defaultLimits = { retryLimit: 3, sameErrorLimit: 3, maxIterations: 100, callRetries: 2 };

class Asked extends Error {}

/** One mission. @returns whether it was claimed as done, whether it is right, and what it used */
export function playPlain(rates, seed, parts = {}) {
  const limits = { ...defaultLimits, ...parts.limits };
  const team = createTeam(rates, seed, parts);
  let repliesLeft = parts.retries ?? 0;
  let iterations = 0;

  /** The user retries, or the mission ends here. */
  function ask() {
    if (repliesLeft-- <= 0) throw new Asked();
  }

  /** A call, again after a failure, up to the limit. */
  function called(make, reset = () => {}) {
    for (let failures = 0; ; ) {
      const result = make();
      if (result !== undefined && result !== false) return result;
      if (++failures <= limits.callRetries) continue;
      ask();
      failures = 0;
      reset();
    }
  }

  function doTask(task) {
    const counters = { retries: 0, seen: new Map(), attempt: 0 };
    const restart = () => {
      counters.retries = Math.min(0, limits.retryLimit - 1);
      counters.seen.clear();
    };
    called(() => team.search(), restart);
    iterations++;
    called(() => team.code(task), restart);
    for (;;) {
      const errors = team.check();
      const hasOutput = errors.length > 0;
      let isUnnoticed = false;
      let isRejected = false;
      if (!hasOutput) {
        isUnnoticed = parts.evidence === true && !team.isNoticed(task);
        errors.push(...called(() => team.review(task, counters.attempt), restart));
        isRejected = errors.length > 0;
        if (isUnnoticed) errors.push("unnoticed");
      }
      if (errors.length === 0) return;
      for (const error of errors) counters.seen.set(error, (counters.seen.get(error) ?? 0) + 1);
      if (iterations >= limits.maxIterations) throw new Asked();
      const isSameAgain = errors.some((error) => counters.seen.get(error) >= limits.sameErrorLimit);
      if (isSameAgain || counters.retries >= limits.retryLimit) {
        ask();
        restart();
      }
      iterations++;
      counters.retries++;
      counters.attempt++;
      called(() => team.fix(task, counters.attempt, { hasOutput, isUnnoticed, isRejected }), restart);
    }
  }

  try {
    called(() => team.plan());
    for (let number = 1; number <= rates.tasks; number++) doTask(`T${number}`);
    return { isClaimed: true, ...team.outcome() };
  } catch (error) {
    if (!(error instanceof Asked)) throw error;
    return { isClaimed: false, ...team.outcome() };
  }
}
