import type { CheckResult } from "../contracts/check.js";

/**
 * Why results prove nothing of the tree that they were made on, as a part of a sentence; nothing where they do.
 *
 * They do where a check passed that executed something, and none leaves it open how the tree stands. Where checks
 * run tests, one of those must have executed some: a linter alone is evidence only where there are no tests.
 */
export function missingEvidence(results: readonly CheckResult[]): string | undefined {
  if (results.length === 0) return "no check ran";
  const telling = results.filter(isAboutChange);
  if (telling.length === 0) return "no check covers what was changed";
  const blind = telling.find(isBlind);
  if (blind) return sentence(blind);
  return telling.some(isProof) ? undefined : telling.map(sentence).join("; ");
}

/** A package that nothing was changed in only counts where its check fails in another way than before. */
function isAboutChange({ isUntouched, outcome }: CheckResult): boolean {
  return !isUntouched || outcome === "cannotTell";
}

/** A check that the mission itself brought must be seen to execute tests: `exit 0` would be a check, too. */
function isProof({ outcome, executed, isNew }: CheckResult): boolean {
  return outcome === "passed" && (isNew ? Boolean(executed) : executed !== 0);
}

function isBlind({ outcome, runsTests, executed, passed }: CheckResult): boolean {
  if (outcome === "cannotTell") return true;
  if (!runsTests) return false;
  return outcome === "failed" ? !passed : outcome !== "passed" || executed === 0;
}

function sentence(result: CheckResult): string {
  const { name, outcome, reason, runsTests } = result;
  const why = reason ? `: ${reason}` : "";
  switch (outcome) {
    case "passed":
      return `${name} is new and executed no test`;
    case "couldNotRun":
      return `${name} could not run${why}`;
    case "ranNothing":
      return `${name} ran ${runsTests ? "no tests" : "nothing"}${why}`;
    case "timedOut":
      return `${name} timed out`;
    case "cannotTell":
      return `${name} cannot tell${why}`;
    case "failed":
      return `${name} failed before the mission too${unexecuted(result)}`;
  }
}

function unexecuted({ runsTests, executed, passed }: CheckResult): string {
  if (!runsTests || passed) return "";
  if (executed === null) return ", and it is unknown whether it executed a test";
  return executed === 0 ? ", and executed no test" : ", and none of its tests passed";
}
