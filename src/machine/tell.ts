import type { ChecksOutput } from "../contracts/actor.js";
import type { Findings } from "../contracts/findings.js";
import type { Review } from "../contracts/review.js";
import type { Context, RetryKind } from "./context.js";
import { callRetryDelay, workOf } from "./guards.js";
import type { Progress } from "./progress.js";
import { getTask, type Task, tasksOf } from "./task-queue.js";

export function plan({ planSummary, queue }: Context): Progress {
  return { type: "plan.accepted", summary: planSummary, tasks: tasksOf(queue) };
}

export function findings(found: Findings): Progress {
  return { type: "findings.told", findings: found };
}

export function review(given: Review): Progress {
  return { type: "review.told", review: given };
}

export function baseline({ results }: ChecksOutput): Progress {
  return { type: "baseline.taken", results };
}

export function taskStarted(context: Context): Progress {
  return { type: "task.started", task: openTask(context) };
}

export function tests(context: Context): Progress {
  const { acceptance } = workOf(context.work);
  if (!acceptance) throw new Error("No tests were written: there are none to tell of");
  return { type: "tests.written", task: openTask(context), ...acceptance };
}

export function checksPassed(context: Context): Progress {
  return { type: "checks.passed", task: openTask(context), results: workOf(context.work).checks };
}

export function fix(context: Context, kind: RetryKind): Progress {
  const { errors, retries } = workOf(context.work);
  return {
    type: "fix.started",
    task: openTask(context),
    errors,
    retry: retries,
    retryLimit: context.limits.retryLimit,
    kind,
  };
}

export function taskEnded(context: Context): Progress {
  const task = openTask(context);
  const isSkipped = task.status === "skipped";
  const blocked = isSkipped ? tasksOf(context.queue).filter(({ status }) => status === "blocked") : [];
  return { type: "task.ended", task, review: workOf(context.work).review, blocked };
}

export function failure(context: Context): Progress {
  if (!context.failure) throw new Error("No call has failed: there is no failure to tell of");
  return { type: "call.failed", failure: context.failure, waitMilliseconds: callRetryDelay(context) };
}

export function repair({ queue }: Context): Progress {
  const task = tasksOf(queue).at(-1);
  if (!task) throw new Error("The queue is empty: there is no repair to tell of");
  return { type: "repair.appended", task };
}

export function finalChecks({ results }: ChecksOutput): Progress {
  return { type: "final.checked", results };
}

export function question({ question }: Context): Progress {
  if (!question) throw new Error("Nothing is asked: there is no question to tell of");
  return { type: "user.asked", reason: question };
}

function openTask({ work, queue }: Context): Task {
  return getTask(queue, workOf(work).taskId);
}
