import type { CheckError, CheckResult } from "../contracts/check.js";
import type { CheckBaseline, Context } from "./context.js";

/** What the checks said before the first change, as counts per fingerprint. */
export function toBaseline(results: readonly CheckResult[]): Record<string, CheckBaseline> {
  return Object.fromEntries(
    results.map((result) => [
      result.name,
      { outcome: result.outcome, errors: countFingerprints(result.errors) },
    ]),
  );
}

/**
 * The errors that were not there before the mission. A check that failed before only counts by what it adds,
 * error by error; a check that could run before and cannot now counts as an error.
 */
export function addedErrors(results: readonly CheckResult[], baseline: Context["baseline"]): CheckError[] {
  return results.filter(isFailure).flatMap((result) => {
    // A check may be called "constructor".
    const before = Object.hasOwn(baseline, result.name) ? baseline[result.name] : undefined;
    if (result.outcome === "missing" && (!before || before.outcome === "missing")) return [];
    const allowed = { ...before?.errors };
    const added = result.errors.filter((error) => {
      const left = allowed[error.fingerprint] ?? 0;
      allowed[error.fingerprint] = left - 1;
      return left <= 0;
    });
    return result.outcome === "failed"
      ? added.map((error) => ({ ...error, text: `${result.name}: ${error.text}` }))
      : added;
  });
}

/** Whether at least one check ran to its end, so that its exit code was seen. */
export function hasCheckRun(results: readonly CheckResult[]): boolean {
  return results.some((result) => result.outcome === "passed" || result.outcome === "failed");
}

/** The checks that brought errors which were not there before. */
export function failedChecks(results: readonly CheckResult[], baseline: Context["baseline"]): CheckResult[] {
  return results.filter((result) => addedErrors([result], baseline).length > 0);
}

function isFailure(result: CheckResult): boolean {
  return result.outcome !== "passed";
}

function countFingerprints(errors: readonly CheckError[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { fingerprint } of errors) counts[fingerprint] = (counts[fingerprint] ?? 0) + 1;
  return counts;
}
