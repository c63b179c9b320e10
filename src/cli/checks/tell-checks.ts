import type { CheckResult } from "../../contracts/check.js";
import { exitCodes } from "../exit-codes.js";
import { createCheckProgress } from "./check-progress.js";
import { checksJson } from "./checks-json.js";
import { checksText } from "./checks-text.js";
import { readChecks } from "./known-checks.js";
import { runKnownChecks } from "./run-known-checks.js";

/**
 * Prints the checks of a folder, or runs them and prints what they found.
 * @returns the exit code
 * @throws CommandError when the options are wrong
 * @throws LockedError when a run works in the worktree
 */
export async function tellChecks(
  folder: string,
  { isRun, isJson }: { isRun: boolean; isJson: boolean },
): Promise<number> {
  const known = await readChecks(folder);
  if (!isRun) {
    console.log(isJson ? JSON.stringify(checksJson(known), null, 2) : checksText(known));
    return exitCodes.done;
  }
  if (known.checks.length === 0 && !isJson) {
    console.log(checksText(known));
    return exitCodes.unverified;
  }
  const results: CheckResult[] = [];
  const progress = createCheckProgress(isJson ? process.stderr : process.stdout);
  const isInterrupted = await untilInterrupted((signal) => {
    const ended = (result: CheckResult) => {
      results.push(result);
      progress.ended(result);
    };
    return runKnownChecks(folder, known.checks, { began: progress.began, ended }, signal);
  });
  if (isInterrupted) progress.interrupted();
  else progress.done(results);
  if (isJson) console.log(JSON.stringify(checksJson(known, results), null, 2));
  return isInterrupted ? exitCodes.interrupted : exitCodeOf(results);
}

const endingSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** @returns whether the work ended because this process was asked to end */
async function untilInterrupted(work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort(new Error("interrupted"));
  for (const name of endingSignals) process.on(name, interrupt);
  try {
    await work(interruption.signal);
    return false;
  } catch (error) {
    if (interruption.signal.aborted) return true;
    throw error;
  } finally {
    for (const name of endingSignals) process.off(name, interrupt);
  }
}

function exitCodeOf(results: readonly CheckResult[]): number {
  if (results.some(({ outcome }) => outcome === "failed" || outcome === "timedOut")) return exitCodes.failed;
  const isProof = results.length > 0 && results.every(({ outcome }) => outcome === "passed");
  return isProof ? exitCodes.done : exitCodes.unverified;
}
