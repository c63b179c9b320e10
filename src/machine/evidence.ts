import type { CheckResult } from "../contracts/check.js";

/**
 * Why results prove nothing of the tree that they were made on, as a part of a sentence; nothing where they do.
 *
 * They do where a check passed that executed something, and none leaves it open how the tree stands. Where checks
 * run tests, one of those must have executed some: a linter alone is evidence only where there are no tests.
 */
export function missingEvidence(results: readonly CheckResult[]): string | undefined {
  if (results.length === 0) return "there is no check";
  const blind = results.find(isBlind);
  if (blind) return sentence(blind);
  return results.some(isProof) ? undefined : results.map(sentence).join("; ");
}

function isProof({ outcome, executed }: CheckResult): boolean {
  return outcome === "passed" && executed !== 0;
}

function isBlind({ outcome, runsTests, executed }: CheckResult): boolean {
  if (outcome === "cannotTell") return true;
  if (!runsTests) return false;
  return outcome === "failed" ? !executed : outcome !== "passed" || executed === 0;
}

function sentence({ name, outcome, reason, runsTests, executed }: CheckResult): string {
  switch (outcome) {
    case "couldNotRun":
      return `${name} could not run${reason ? `: ${reason}` : ""}`;
    case "ranNothing":
      return `${name} ran ${runsTests ? "no tests" : "nothing"}${reason ? `: ${reason}` : ""}`;
    case "timedOut":
      return `${name} timed out`;
    case "cannotTell":
      return `${name} cannot tell${reason ? `: ${reason}` : ""}`;
    default:
      return `${name} failed before the mission too${runsTests && !executed ? `, and ${unexecuted(executed)}` : ""}`;
  }
}

function unexecuted(executed: number | null): string {
  return executed === 0 ? "executed no test" : "nobody can tell whether it executed a test";
}
