import type { Step } from "../witness.js";
import { roleOf, setAside } from "../witness.js";
import { asksNow, endOf } from "./observations.js";
import type { Theme } from "./theme.js";

/** It cannot run away. */
export const limits: Theme = {
  "the cap on changes is never overshot": ({ knownAfter }) =>
    knownAfter.changesLeft < 0 ? `${-knownAfter.changesLeft} changes above the cap` : undefined,

  "no task gets more fixes than the retry limit, or the one that the user's word allows": ({
    after,
    knownAfter,
  }) =>
    knownAfter.fixes > allowedFixes({ after, knownAfter })
      ? `${knownAfter.fixes} fixes of ${knownAfter.task}`
      : undefined,

  "no error is met more often than the same-error limit before the user is asked": ({ after, knownAfter }) =>
    Object.entries(knownAfter.seen)
      .filter(([, times]) => times > after.context.limits.sameErrorLimit)
      .map(([error, times]) => `${error} was seen ${times} times`)
      .at(0),

  "after a failed verification the first limit that is reached decides: cap, budget, same error, retries": (
    step,
  ) => {
    const errors = errorsOf(step);
    if (errors.length === 0) return undefined;
    const expected = expectedAfter(step, errors);
    const question = step.after.context.question ?? step.starts[0]?.id;
    return expected.includes(String(question))
      ? undefined
      : `got ${question} instead of ${expected.join(" or ")}`;
  },

  "the user is asked about the cap or the budget only when it is used up": (step) => {
    if (asksNow(step, "capReached") && step.knownAfter.changesLeft > 0) return "changes are left";
    const left = step.knownAfter.tokensLeft - setAside(step.knownAfter);
    return asksNow(step, "budgetReached") && left > 0 ? "tokens are left" : undefined;
  },

  // With calls that cost no more than the costliest before them.
  "the budget is overshot by one call at most, however many work": ({ starts, after, knownAfter }) => {
    const working = Object.keys(after.children).filter(roleOf);
    const begun = starts.find(({ id }) => working.includes(id));
    const others = (working.length - 1) * knownAfter.costliest;
    return begun && knownAfter.tokensLeft - others <= 0
      ? `${begun.id} is called with ${knownAfter.tokensLeft} tokens left and ${working.length} calls open`
      : undefined;
  },

  "no agent is called once the budget is reached": ({ starts, knownAfter }) =>
    knownAfter.tokensLeft === 0 ? starts.map(({ id }) => id).find(roleOf) : undefined,

  "a search ahead begins only where two calls fit into the budget": ({ starts, known, knownAfter }) =>
    starts.some(({ id }) => id === "aheadSearcher") &&
    known.ahead === null &&
    knownAfter.tokensLeft < 2 * knownAfter.costliest
      ? `${knownAfter.tokensLeft} tokens are left`
      : undefined,

  "a failed call is tried again at most callRetries times before the user is asked": ({
    starts,
    after,
    knownAfter,
  }) =>
    starts.length > 0 && knownAfter.failures > after.context.limits.callRetries
      ? `${starts[0]?.id} is started after ${knownAfter.failures} failures`
      : undefined,

  "what trying again cannot fix (auth, model, aborted, journal) is asked of the user at once": ({
    event,
    after,
    starts,
    known,
    knownAfter,
  }) => {
    if (!knownAfter.mustAsk) return undefined;
    if (starts.length > 0) return `${starts[0]?.id} is started`;
    return !known.mustAsk && !after.hasTag("needsUser") ? `nobody is asked after ${event.type}` : undefined;
  },

  "a failure that trying again may fix is tried again before the user is asked": (step) => {
    const { after, knownAfter } = step;
    const { failures, mustAsk } = knownAfter;
    const isWorthIt = endOf(step)?.how === "error" && !mustAsk && endOf(step)?.actor !== "rollback";
    return isWorthIt && failures <= after.context.limits.callRetries && after.hasTag("needsUser")
      ? `asked after ${failures} failures`
      : undefined;
  },
};

function allowedFixes({ after, knownAfter }: Pick<Step, "after" | "knownAfter">): number {
  return Math.max(after.context.limits.retryLimit, knownAfter.isGranted ? 1 : 0);
}

/** The errors of the verification that this step ends as failed. */
function errorsOf({ event, known, knownAfter }: Step): string[] {
  if (!/\.done\.actor\.(?:taskChecks|reviewer)$/.test(event.type)) return [];
  return Object.keys(knownAfter.seen).filter((error) => knownAfter.seen[error] !== known.seen[error]);
}

function expectedAfter(step: Step, errors: readonly string[]): string[] {
  const { known, knownAfter, after } = step;
  // A fix that starts now is one more than there were when the limits were tested.
  const { changesLeft, tokensLeft, fixes, task } = {
    ...knownAfter,
    changesLeft: known.changesLeft,
    fixes: known.fixes,
  };
  if (changesLeft === 0) return ["capReached"];
  if (tokensLeft - setAside(knownAfter) <= 0) return ["budgetReached"];
  const most = Math.max(...errors.map((error) => knownAfter.seen[error] ?? 0));
  const expected =
    most >= after.context.limits.sameErrorLimit
      ? "sameError"
      : fixes >= allowedFixes({ after, knownAfter: known })
        ? "retriesUsedUp"
        : after.context.limits.retryPlan[Math.min(fixes, after.context.limits.retryPlan.length - 1)] ===
            "afresh"
          ? "restartRollback"
          : "fixerCheckpoint";
  // What `/fix` was given counts as seen once, before any verification.
  return task === "F1" ? [expected, "sameError"] : [expected];
}
