import { openTask } from "./arbiter.js";
import type { Context, RetryKind, Work } from "./context.js";
import { missingEvidence } from "./evidence.js";
import { addedErrors } from "./gate.js";
import * as noticing from "./noticing.js";
import { getTask, isDone, nextReadyTask, type Task, tasksOf } from "./task-queue.js";
import { forbiddenWeakenings } from "./weakenings.js";

export function isCapReached({ iterations, iterationLimit }: Context): boolean {
  return iterations >= iterationLimit;
}

export function isSameErrorAgain({ work, limits }: Context): boolean {
  return workOf(work).errors.some((error) => error.seen >= limits.sameErrorLimit);
}

export function areRetriesUsedUp({ work, limits }: Context): boolean {
  return workOf(work).retries >= limits.retryLimit;
}

/** The next retry begins without what the others left, where that can be rolled back. */
export function isFreshStart({ work, limits }: Context): boolean {
  const { retries, taskCheckpoint } = workOf(work);
  return retryKind(limits, retries + 1) === "afresh" && Boolean(taskCheckpoint?.tree);
}

/** What a retry does, counted from 1: the plan's last word holds for all that follow. */
function retryKind({ retryPlan }: Context["limits"], retry: number): RetryKind {
  return retryPlan[Math.max(1, retry) - 1] ?? retryPlan.at(-1) ?? "fix";
}

export function hasReadyTask(context: Context): boolean {
  return nextReadyTask(context.queue) !== undefined;
}

/** The open task was searched already, while the one before it was open. */
export function hasFindings({ work }: Context): boolean {
  return workOf(work).findings !== null;
}

/** The task has ended: nothing new begins beside it. */
export function isTaskClosed(context: Context): boolean {
  return openTask(context) === undefined;
}

export function hasAddedErrors({ work, baseline }: Context): boolean {
  return addedErrors(workOf(work).checks, baseline).length > 0;
}

/** The change took a test, a script or a configuration away from the checks, and its task does not allow that. */
export function hasWeakenedChecks({ work, queue }: Context): boolean {
  const { weakenings, taskId } = workOf(work);
  return forbiddenWeakenings(weakenings, getTask(queue, taskId)).length > 0;
}

/** Anything but a pass is a fail: a missing verdict never counts as done. */
export function isReviewFailed({ work }: Context): boolean {
  return workOf(work).review?.verdict !== "pass";
}

/** The present change was reviewed, passed, and nothing stands against it. */
export function isPassed(context: Context): boolean {
  return !isReviewFailed(context) && workOf(context.work).errors.length === 0;
}

/** Nothing is left to try, or nothing was to be tried. */
export function isProbingOver({ work, limits }: Context): boolean {
  return limits.evidence === null || workOf(work).evidence.state !== "open";
}

/** A check looks at the change, and that is all there is to know: no share of the faults must be noticed. */
export function isNoticed({ work, limits }: Context): boolean {
  return !limits.evidence?.minimum && noticing.isNoticed(workOf(work).evidence);
}

/** The checks could be tried, and do not look at the change, or not closely enough. */
export function isUnnoticed({ work, limits }: Context): boolean {
  return (
    limits.evidence !== null && noticing.unnoticedErrors(workOf(work).evidence, limits.evidence).length > 0
  );
}

/** Nothing in the change can be noticed by a check: the reviewer's word is all there is. */
export function hasNothingToNotice({ work, limits }: Context): boolean {
  const { evidence } = workOf(work);
  return limits.evidence !== null && evidence.state === "nothing" && !noticing.isNoticed(evidence);
}

/** A check passed on the present tree and executed something, and no check leaves it open how the tree stands. */
export function hasExecutedEvidence({ work }: Context): boolean {
  return missingEvidence(workOf(work).checks) === undefined;
}

/** Tests are written before the code of this task. A repair has failing checks already, and prose has no tests. */
export function areTestsFirst({ work, queue, limits, runsTests }: Context): boolean {
  const { kind, proof } = getTask(queue, workOf(work).taskId);
  return limits.tests === "first" && runsTests && kind === "planned" && proof !== "review";
}

/** Something is said against the tests, for the first time. */
export function hasObjection({ work }: Context): boolean {
  const { acceptance } = workOf(work);
  return (
    acceptance !== null &&
    !acceptance.isAmended &&
    acceptance.files.length > 0 &&
    acceptance.objections.length > 0
  );
}

export function hasCheckpoint({ work }: Context): boolean {
  return workOf(work).changeCheckpoint !== null;
}

export function isCallHopeless({ failure, callFailures, limits }: Context): boolean {
  return failure !== null && (!failure.retryable || callFailures > limits.callRetries);
}

export function hasFinalErrors({ finalErrors }: Context): boolean {
  return finalErrors.length > 0;
}

export function isFinalErrorAgain({ finalErrors, finalSeen, limits }: Context): boolean {
  return finalErrors.some(({ fingerprint }) => (finalSeen[fingerprint] ?? 0) >= limits.sameErrorLimit);
}

export function isEveryTaskVerified({ queue, finalChecks, limits }: Context): boolean {
  const isEnough = ({ status }: Task) =>
    status === "verified" || (status === "reviewed" && limits.evidence?.required !== true);
  return tasksOf(queue).every(isEnough) && missingEvidence(finalChecks) === undefined;
}

export function isEveryTaskDone({ queue }: Context): boolean {
  return tasksOf(queue).every(isDone);
}

/** The open task's work. In the states of a task there always is one. */
export function workOf(work: Context["work"]): Work {
  if (!work) throw new Error("No task is open: the chart asked for a task's work outside the task's states");
  return work;
}

/** Milliseconds before a failed call is tried again: none after the user's word, then doubling. */
export function callRetryDelay({ callFailures, limits }: Context): number {
  return callFailures === 0 ? 0 : limits.backoffMilliseconds * 2 ** (callFailures - 1);
}
