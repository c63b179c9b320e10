import type { CheckResult } from "../../../contracts/check.js";

/** Whether a run of related tests is enough to say that the check fails: a test failed in it that has a name. */
export function isEarlyFailure({ outcome, failed, errors }: CheckResult): boolean {
  return (
    outcome === "failed" && failed !== null && failed > 0 && errors.some(({ test }) => test !== undefined)
  );
}
