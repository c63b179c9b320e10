import type {
  Checkpoint,
  ChecksOutput,
  PlannerOutput,
  ReviewerOutput,
  RollbackOutput,
  SeenError,
} from "../contracts/actor.js";
import { type AgentRole, addUsage, type Usage } from "../contracts/agent.js";
import type { Change } from "../contracts/change.js";
import type { CheckError } from "../contracts/check.js";
import type { Failure } from "../contracts/failure.js";
import type { Findings } from "../contracts/findings.js";
import type { PlannedTask } from "../contracts/plan.js";
import type { Context, Task, TaskStatus, Work } from "./context.js";
import { addedErrors, toBaseline } from "./gate.js";
import { workOf } from "./guards.js";
import { reachedAmounts, totalSpent } from "./spending.js";
import { dependantsOf, nextReadyTask, pendingTask } from "./task-queue.js";

type Update = Partial<Context>;

export function acceptPlan({ submission: plan }: PlannerOutput): Update {
  return {
    planSummary: plan.summary,
    order: plan.tasks.map((task) => task.id),
    tasks: Object.fromEntries(plan.tasks.map((task) => [task.id, pendingTask(task)])),
    guidance: null,
  };
}

/** Counts a call that has ended, and forgets the failures before it. */
export function recordCall(
  context: Context,
  { role, usage, seconds }: { role: AgentRole; usage: Usage; seconds: number },
): Update {
  return { ...spend(context, role, usage, seconds), callFailures: 0, failure: null };
}

export function recordAbandonedCall(
  context: Context,
  { role, usage, seconds }: { role: AgentRole; usage: Usage; seconds: number },
): Update {
  return spend(context, role, usage, seconds);
}

export function recordFailure(context: Context, failure: Failure): Update {
  const spent =
    failure.actor === "checks" || failure.actor === "checkpoint"
      ? { workSeconds: context.workSeconds + failure.seconds }
      : spend(context, failure.actor, failure.usage, failure.seconds);
  return { ...spent, failure, callFailures: context.callFailures + 1 };
}

export function recordBaseline(context: Context, { checks, results, seconds }: ChecksOutput): Update {
  return { checks, baseline: toBaseline(results), ...afterWork(context, seconds) };
}

export function openTask(context: Context): Update {
  const task = nextReadyTask(context);
  if (!task) throw new Error("No task is ready: the chart opened a task without asking whether one is");
  const work: Work = {
    taskId: task.id,
    changes: 0,
    retries: 0,
    seen: {},
    findings: null,
    taskCheckpoint: null,
    changeCheckpoint: null,
    claimedFiles: [],
    changedFiles: null,
    checks: [],
    review: null,
    reviewErrors: [],
    errors: [],
  };
  return { work, ...withTask(context, task.id, { status: "active" }) };
}

export function recordFindings(context: Context, findings: Findings): Update {
  return { work: { ...workOf(context.work), findings } };
}

/** A change starts here, and only here: this is what the cap counts. */
export function startChange(context: Context): Update {
  const work = workOf(context.work);
  return {
    iterations: context.iterations + 1,
    work: { ...work, changes: work.changes + 1, changeCheckpoint: null },
    ...withTask(context, work.taskId, { attempts: work.changes + 1 }),
  };
}

export function startRetry(context: Context): Update {
  const work = workOf(context.work);
  const started = startChange(context);
  return { ...started, work: { ...workOf(started.work ?? null), retries: work.retries + 1 } };
}

export function recordChange(context: Context, { files }: Change): Update {
  const work = workOf(context.work);
  return { work: { ...work, claimedFiles: [...new Set([...work.claimedFiles, ...files])].sort() } };
}

export function recordCheckpoint(context: Context, checkpoint: Checkpoint): Update {
  const work = workOf(context.work);
  return {
    work: { ...work, changeCheckpoint: checkpoint, taskCheckpoint: work.taskCheckpoint ?? checkpoint },
    callFailures: 0,
    failure: null,
  };
}

export function recordChecks(context: Context, { results, changedFiles, seconds }: ChecksOutput): Update {
  const work = workOf(context.work);
  return {
    work: { ...work, checks: results, changedFiles, review: null, reviewErrors: [] },
    ...afterWork(context, seconds),
    ...withTask(context, work.taskId, { changedFiles: changedFiles ?? work.claimedFiles }),
  };
}

export function recordReview(context: Context, { submission, errors }: ReviewerOutput): Update {
  return { work: { ...workOf(context.work), review: submission, reviewErrors: errors } };
}

/** A failed verification: each of its errors has been seen once more. */
function recordErrors(context: Context, errors: readonly CheckError[]): Update {
  const work = workOf(context.work);
  const seen = { ...work.seen };
  for (const fingerprint of new Set(errors.map((error) => error.fingerprint))) {
    seen[fingerprint] = (seen[fingerprint] ?? 0) + 1;
  }
  const seenErrors: SeenError[] = errors.map((error) => ({ ...error, seen: seen[error.fingerprint] ?? 1 }));
  return {
    work: { ...work, seen, errors: seenErrors },
    ...withTask(context, work.taskId, { errors: errors.map((error) => error.text) }),
  };
}

export function recordCheckErrors(context: Context): Update {
  return recordErrors(context, addedErrors(workOf(context.work).checks, context.baseline));
}

export function recordReviewErrors(context: Context): Update {
  return recordErrors(context, workOf(context.work).reviewErrors);
}

export function clearErrors(context: Context): Update {
  return { work: { ...workOf(context.work), errors: [] } };
}

export function closeTask(context: Context, status: Extract<TaskStatus, "verified" | "unverified">): Update {
  const { taskId } = workOf(context.work);
  return { guidance: null, ...withTask(context, taskId, { status, errors: [] }) };
}

/** Leaves the open task out, and with it all that depends on it. */
export function skipTask(context: Context, { kept }: RollbackOutput): Update {
  const { taskId } = workOf(context.work);
  const tasks = { ...context.tasks };
  const set = (id: string, change: Partial<Task>) => {
    const task = tasks[id];
    if (task) tasks[id] = { ...task, ...change };
  };
  for (const id of dependantsOf(tasks, taskId))
    set(id, { status: "blocked", errors: [`depends on ${taskId}, which was skipped`] });
  set(taskId, { status: "skipped", changedFiles: kept });
  return { guidance: null, callFailures: 0, failure: null, tasks };
}

export function recordFinalChecks(context: Context, { results, seconds }: ChecksOutput): Update {
  const finalSeen = { ...context.finalSeen };
  for (const fingerprint of new Set(
    addedErrors(results, context.baseline).map((error) => error.fingerprint),
  )) {
    finalSeen[fingerprint] = (finalSeen[fingerprint] ?? 0) + 1;
  }
  return { finalChecks: results, finalSeen, ...afterWork(context, seconds) };
}

/** What the final checks found becomes one more task at the end of the queue. */
export function appendRepair(context: Context): Update {
  const errors = addedErrors(context.finalChecks, context.baseline);
  const id = unusedId(context.tasks);
  const files = [...new Set(errors.flatMap((error) => error.file ?? []))];
  const planned: PlannedTask = {
    id,
    title: "Repair what the final checks found",
    description: [
      "All tasks are done, but checks on the finished tree report errors that were not there before:",
      ...errors.map((error) => `- ${error.text}`),
      ...(context.guidance ? [`The user says: ${context.guidance}`] : []),
    ].join("\n"),
    files,
    acceptance: ["All checks pass", "What the finished tasks brought still works"],
  };
  return { order: [...context.order, id], tasks: { ...context.tasks, [id]: pendingTask(planned, "repair") } };
}

/** The user wants it tried again: the counters of what failed start again. */
export function grantRetry(context: Context, guidance: string | undefined): Update {
  return {
    question: null,
    callFailures: 0,
    failure: null,
    finalSeen: {},
    guidance: guidance?.trim() ? guidance.trim() : context.guidance,
    work: context.work && {
      ...context.work,
      retries: 0,
      seen: {},
      errors: context.work.errors.map((error) => ({ ...error, seen: 0 })),
    },
  };
}

/** The user grants the same amount again, of what was used up. */
export function grantMore(context: Context): Update {
  if (context.question === "capReached") {
    return { question: null, iterationLimit: context.iterations + context.limits.maxIterations };
  }
  const budget = { ...context.budget };
  const spent = totalSpent(context);
  for (const amount of reachedAmounts(context))
    budget[amount] = spent[amount] + (context.limits.budget[amount] ?? 0);
  return { question: null, budget };
}

function spend(context: Context, role: AgentRole, usage: Usage, seconds: number): Update {
  return {
    calls: { ...context.calls, [role]: context.calls[role] + 1 },
    spent: { ...context.spent, [role]: addUsage(context.spent[role], usage) },
    workSeconds: context.workSeconds + seconds,
  };
}

function afterWork(context: Context, seconds: number): Update {
  return { workSeconds: context.workSeconds + seconds, callFailures: 0, failure: null };
}

function withTask(context: Context, id: string, change: Partial<Task>): Pick<Context, "tasks"> {
  const task = context.tasks[id];
  if (!task) throw new Error(`Task ${id} is not in the queue`);
  return { tasks: { ...context.tasks, [id]: { ...task, ...change } } };
}

function unusedId(tasks: Record<string, Task>): string {
  for (let number = 1; ; number++) {
    if (!tasks[`R${number}`]) return `R${number}`;
  }
}
