import type { CheckError, CheckOutcome, CheckResult } from "../contracts/check.js";
import type { CheckBaseline, Context } from "./context.js";

/** What the checks said before the first change, as counts per fingerprint. */
export function toBaseline(results: readonly CheckResult[]): Record<string, CheckBaseline> {
  return Object.fromEntries(results.map((result) => [result.name, baselineOf(result)]));
}

/**
 * The errors that were not there before the mission. A check that failed before only counts by what it adds,
 * error by error, or line by line where its errors cannot be read; a check that could run before and cannot now
 * counts as an error.
 */
export function addedErrors(results: readonly CheckResult[], baseline: Context["baseline"]): CheckError[] {
  return results.flatMap((result) => compared(result, baseline).added);
}

/** The checks that brought errors which were not there before. */
export function failedChecks(results: readonly CheckResult[], baseline: Context["baseline"]): CheckResult[] {
  return results.filter((result) => compared(result, baseline).added.length > 0);
}

/** With baselines that were made during the mission, of checks that had none; each is made once. */
export function withLateBaseline(
  baseline: Context["baseline"],
  late: readonly CheckResult[] = [],
): Context["baseline"] {
  const known = withBaseline(baseline);
  const made = late
    .filter(({ name }) => !known.includes(name))
    .map((result) => [result.name, { ...baselineOf(result), isLate: true as const }] as const);
  return { ...baseline, ...Object.fromEntries(made) };
}

/** The results with `cannotTell` where the comparison with the baseline says neither yes nor no. */
export function judgedResults(results: readonly CheckResult[], baseline: Context["baseline"]): CheckResult[] {
  return results.map((result) => {
    const { added, doubt } = compared(result, baseline);
    return added.length > 0 || doubt === undefined
      ? result
      : { ...result, outcome: "cannotTell", reason: doubt };
  });
}

/** The checks whose failures from before the mission are known, as far as they ever will be. */
export function withBaseline(baseline: Context["baseline"]): string[] {
  return Object.entries(baseline)
    .filter(([, { outcome, isLate }]) => isLate || !unseen.includes(outcome))
    .map(([name]) => name);
}

/** The checks that passed before the mission, or after a task of it. */
export function passingChecks(baseline: Context["baseline"]): string[] {
  return Object.keys(baseline).filter((name) => baseline[name]?.outcome === "passed");
}

/** The baseline after a task was closed: what failed before and passes now, as a whole, may not fail again. */
export function tightenedBaseline(
  baseline: Context["baseline"],
  results: readonly CheckResult[],
): Context["baseline"] {
  const tightened = { ...baseline };
  for (const result of results.filter(({ isPartial }) => !isPartial)) {
    const before = Object.hasOwn(baseline, result.name) ? baseline[result.name] : undefined;
    if (result.outcome === "passed") tightened[result.name] = { outcome: "passed", errors: {} };
    else if (result.outcome === "failed" && before?.outcome === "failed")
      tightened[result.name] = stillFailing(before, baselineOf(result));
  }
  return tightened;
}

function stillFailing(before: CheckBaseline, now: CheckBaseline): CheckBaseline {
  const lines = before.lines && now.lines ? { lines: fewer(before.lines, now.lines) } : {};
  return { ...before, errors: fewer(before.errors, now.errors), ...lines };
}

function fewer(before: Record<string, number>, now: Record<string, number>): Record<string, number> {
  const both = Object.entries(before).map(([key, count]) => [key, Math.min(count, now[key] ?? 0)] as const);
  return Object.fromEntries(both.filter(([, count]) => count > 0));
}

interface Comparison {
  added: CheckError[];
  /** Why it cannot be told whether there are new errors. */
  doubt?: string | undefined;
}

/** Outcomes that say nothing about the tree. */
const unseen: readonly CheckOutcome[] = ["couldNotRun", "ranNothing"];

function compared(result: CheckResult, baseline: Context["baseline"]): Comparison {
  // A check may be called "constructor".
  const before = Object.hasOwn(baseline, result.name) ? baseline[result.name] : undefined;
  if (result.outcome === "passed" || result.outcome === "cannotTell") return { added: [] };
  if (unseen.includes(result.outcome) && (!before || unseen.includes(before.outcome))) return { added: [] };
  const comparison =
    before?.outcome === "failed" ? comparedFailures(result, before) : sinceOther(result, before);
  return { ...comparison, added: comparison.added.map((error) => named(error, result)) };
}

/** Of a check that did not fail before, all counts but what it printed before all the same. */
function sinceOther(result: CheckResult, before: CheckBaseline | undefined): Comparison {
  const added = newOnes(result.errors, before?.errors);
  const wasCut = before?.outcome === "timedOut" && result.outcome === "failed";
  return wasCut && added.length > 0
    ? { added: [], doubt: "it did not finish before the mission" }
    : { added };
}

const doubtful = "it failed before the mission too, and its new errors cannot be identified";

function comparedFailures(result: CheckResult, before: CheckBaseline): Comparison {
  const added = newOnes(result.errors, before.errors);
  if (result.outcome !== "failed") return { added };
  const doubt = result.reason;
  if (result.lines && before.lines) {
    const lines = newOnes(result.lines, before.lines);
    const failures = lines.filter(({ text }) => failure.test(text));
    // What was read of them says more than their lines.
    return failures.length > 0
      ? { added: added.length > 0 ? added : failures }
      : { added: [], doubt: lines.length > 0 ? doubtful : doubt };
  }
  if (before.lines) return { added: [], doubt: added.length > 0 ? doubtful : doubt };
  return { added, doubt: result.lines ? doubtful : doubt };
}

const failure =
  /\b(?:fail|error|exception|panic|assert|expected|not ok|fatal|abort|crash|undefined|mismatch|wrong|invalid|cannot|traceback|segmentation)|[✗✘✖×]/i;

/** Those of which there are more than before. */
function newOnes(errors: readonly CheckError[], before: Record<string, number> = {}): CheckError[] {
  const left = { ...before };
  return errors.filter(({ fingerprint }) => {
    const known = left[fingerprint] ?? 0;
    left[fingerprint] = known - 1;
    return known <= 0;
  });
}

/** A message about the check as a whole names it already. */
function named(error: CheckError, { name, outcome }: CheckResult): CheckError {
  return outcome === "failed" ? { ...error, text: `${name}: ${error.text}` } : error;
}

function baselineOf({ outcome, errors, lines }: CheckResult): CheckBaseline {
  return {
    outcome,
    errors: countFingerprints(errors),
    ...(lines ? { lines: countFingerprints(lines) } : {}),
  };
}

function countFingerprints(errors: readonly CheckError[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { fingerprint } of errors) counts[fingerprint] = (counts[fingerprint] ?? 0) + 1;
  return counts;
}
