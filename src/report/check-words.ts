import type { CheckResult } from "../contracts/check.js";
import { count } from "../contracts/count.js";

type Told = Pick<
  CheckResult,
  | "name"
  | "exitCode"
  | "outcome"
  | "runsTests"
  | "executed"
  | "passed"
  | "failed"
  | "skipped"
  | "isPartial"
  | "isUntouched"
  | "isCached"
> & { reason?: string };

/** One check as a person reads it, like `test ✓ 12 passed`, `lint ✗ exit 1` or `test – could not run: jest is missing`. */
export function checkMark(check: Told): string {
  const reach = reachText(check);
  return `${check.name} ${marked(check)}${reach ? ` (${reach})` : ""}`;
}

/** What its result is about, where that is not the whole check on the present tree; else "". */
export function reachText({
  isPartial,
  isUntouched,
  isCached,
}: Pick<Told, "isPartial" | "isUntouched" | "isCached">): string {
  return [
    isPartial ? "what the change affects" : "",
    isUntouched ? "nothing changed there" : "",
    isCached ? "same tree as before" : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** How many tests it ran, like `12 passed, 1 skipped` or `exit code only`; "" for a check that runs none. */
export function countsText({ runsTests, executed, passed, failed, skipped }: Told): string {
  // A report of an older version says nothing of it.
  if (typeof executed !== "number") return runsTests ? "exit code only" : "";
  return [
    failed ? `${failed} failed` : "",
    passed === null ? count(executed, "test") : `${passed} passed`,
    skipped ? `${skipped} skipped` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** Why a check that has neither passed nor failed says nothing of the tree; "" for the others. */
export function silenceText({
  outcome,
  reason,
  runsTests,
}: Pick<Told, "outcome" | "reason" | "runsTests">): string {
  const words = outcome === "ranNothing" && runsTests ? "ran no tests" : silences[outcome];
  if (words === undefined) return "";
  return reason ? `${words}: ${reason}` : words;
}

const silences: Partial<Record<CheckResult["outcome"], string>> = {
  timedOut: "timed out",
  couldNotRun: "could not run",
  ranNothing: "ran nothing",
  cannotTell: "cannot tell",
};

function marked(check: Told): string {
  const counts = countsText(check);
  switch (check.outcome) {
    case "passed":
      return counts ? `✓ ${counts}` : "✓";
    case "failed":
      return typeof check.executed !== "number" ? `✗ exit ${check.exitCode}` : `✗ ${counts}`;
    case "timedOut":
      return "✗ timed out";
    case "cannotTell":
      return `? ${silenceText(check)}`;
    default:
      return `– ${silenceText(check)}`;
  }
}
