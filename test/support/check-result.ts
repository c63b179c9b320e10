import type { CheckError, CheckOutcome, CheckResult } from "../../src/contracts/check.js";

const exitCodes: Record<CheckOutcome, number | null> = {
  passed: 0,
  failed: 1,
  timedOut: null,
  couldNotRun: null,
  ranNothing: 0,
  cannotTell: 1,
};

/** A check's result as it is where nothing else is said. It runs no tests. */
export function checkResult(
  outcome: CheckOutcome,
  { errors = [], ...told }: Partial<Omit<CheckResult, "errors">> & { errors?: (string | CheckError)[] } = {},
): CheckResult {
  return {
    name: "test",
    command: "npm test",
    exitCode: exitCodes[outcome],
    outcome,
    runsTests: false,
    executed: null,
    passed: null,
    failed: null,
    skipped: null,
    seconds: 1,
    output: "",
    ...told,
    errors: errors.map((error) =>
      typeof error === "string" ? { text: `error ${error}`, fingerprint: error } : error,
    ),
  };
}

/** How many tests a check executed. */
export function counts(passed: number, failed = 0, skipped = 0) {
  return { runsTests: true, executed: passed + failed, passed, failed, skipped };
}
