import type { ChecksInput } from "../../contracts/actor.js";
import type { CheckResult } from "../../contracts/check.js";
import type { Checkpoints, Look } from "../../contracts/checkpoints.js";
import type { KeptResults } from "./kept-results.js";
import type { PlannedCheck } from "./planned-check.js";
import { type PlannedRunOptions, runPlanned } from "./run-planned.js";
import { isWrittenBy } from "./written-by-check.js";

export interface WaveOptions extends PlannedRunOptions {
  checkpoints: Checkpoints;
  kept: KeptResults;
  /** How many run at once. */
  concurrency: number;
}

export interface WaveOutput {
  results: CheckResult[];
  /** The worktree afterwards. */
  look: Look;
}

/**
 * Runs independent checks side by side, and takes back what they wrote, also when they are stopped.
 *
 * @param look the worktree before them
 * @throws the reason of the signal, once no process of a check is left
 */
export async function runWave(
  wave: readonly PlannedCheck[],
  look: Look,
  input: ChecksInput,
  options: WaveOptions,
): Promise<WaveOutput> {
  const { checkpoints, kept, concurrency } = options;
  const known = wave.map(({ check, isUntouched }) => {
    const result = kept.find(check, look);
    return result && { ...result, ...(isUntouched && { isUntouched }) };
  });
  if (known.every((result) => result !== undefined)) return { results: known, look };
  const waiting = wave.map((planned, at) => ({ planned, at }));
  const results: CheckResult[] = [];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { planned, at } = next;
      results[at] = known[at] ?? (await runPlanned(planned, input, options));
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: concurrency }, lane));
  const writers = wave.map(({ check, commands }) => isWrittenBy(check, commands));
  const after = await checkpoints.settle(look, (path) => writers.some((isWritten) => isWritten(path)));
  for (const ended of lanes) if (ended.status === "rejected") throw ended.reason;
  const isSameTree = after.putBack.length === after.written.length;
  for (const [at, planned] of wave.entries()) {
    const result = results[at];
    if (isSameTree && result && Boolean(result.isPartial) === Boolean(planned.whole))
      kept.keep(planned.check, look, result);
  }
  return { results: withPutBack(results, after.putBack, writers), look: after.look };
}

/** Each file goes to the check that writes such a file. */
function withPutBack(
  results: readonly CheckResult[],
  putBack: readonly string[],
  writers: readonly ((path: string) => boolean)[],
): CheckResult[] {
  const owners = putBack.map((path) => writers.findIndex((isWritten) => isWritten(path)));
  return results.map((result, at) => {
    const own = putBack.filter((_, index) => owners[index] === at);
    return own.length > 0 ? { ...result, putBack: own } : result;
  });
}
