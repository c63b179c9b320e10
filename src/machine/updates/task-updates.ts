import type { AcceptanceTests } from "../../contracts/acceptance-tests.js";
import type {
  Checkpoint,
  ChecksOutput,
  ProbeOutput,
  ReviewerOutput,
  RollbackOutput,
  SeenError,
} from "../../contracts/actor.js";
import type { Change } from "../../contracts/change.js";
import type { CheckError } from "../../contracts/check.js";
import type { Findings } from "../../contracts/findings.js";
import type { Context, Work } from "../context.js";
import { missingEvidence } from "../evidence.js";
import { addedErrors, judgedResults, tightenedBaseline, withLateBaseline } from "../gate.js";
import { workOf } from "../guards.js";
import { noEvidence, unnoticedErrors, withProbe } from "../noticing.js";
import {
  changeTask,
  createQueue,
  dependantsOf,
  getTask,
  nextReadyTask,
  pendingTask,
  type Task,
  type TaskStatus,
} from "../task-queue.js";
import { acceptedTests, forbiddenWeakenings } from "../weakenings.js";
import { afterSkip, takeOver, withChanges } from "./ahead-updates.js";
import { afterWork, filesToRepair } from "./run-updates.js";

// How the open task moves on: pure, from a context to what changes in it.

type Update = Partial<Context>;

export function openTask(context: Context): Update {
  const task = nextReadyTask(context.queue);
  if (!task) throw new Error("No task is ready: the chart opened a task without asking whether one is");
  const { taken, ...after } = takeOver(context, task.id);
  const work: Work = {
    taskId: task.id,
    changes: 0,
    retries: 0,
    seen: {},
    ...taken,
    acceptance: null,
    taskCheckpoint: null,
    changeCheckpoint: null,
    claimedFiles: [],
    changedFiles: null,
    checks: [],
    weakenings: [],
    evidence: noEvidence,
    review: null,
    reviewErrors: [],
    errors: [],
    metErrors: [],
  };
  return {
    work,
    ...after,
    finalChecks: [],
    finalErrors: [],
    ...withTask(context, task.id, { status: "active" }),
  };
}

/** One task of what was reported, whose first change is the fixer's. */
export function openFix(context: Context): Update {
  const task = pendingTask(
    {
      id: "F1",
      title: "Fix what was reported",
      description: ["Fix these errors:", ...context.reported.map(({ text }) => `- ${text}`)].join("\n"),
      files: filesToRepair(context.reported),
      acceptance: ["The reported errors are gone", "All checks pass", "What worked before still works"],
    },
    "repair",
  );
  const opened = openTask({ ...context, queue: createQueue([task]) });
  const errors = context.reported.map((error) => ({ ...error, seen: 1 }));
  const seen = Object.fromEntries(errors.map(({ fingerprint }) => [fingerprint, 1]));
  return {
    ...opened,
    planSummary: task.title,
    // As if a coder had made what is wrong: the fixer's first attempt is number 1.
    work: { ...workOf(opened.work ?? null), changes: 1, errors, seen },
  };
}

export function recordFindings(context: Context, findings: Findings): Update {
  return { work: { ...workOf(context.work), findings } };
}

export function startTests(context: Context): Update {
  return { work: { ...workOf(context.work), changeCheckpoint: null } };
}

/** Tests that are written, or amended; without files those that there are stay. */
export function recordTests(context: Context, submission: AcceptanceTests): Update {
  const work = workOf(context.work);
  const before = work.acceptance;
  const isKept = before !== null && submission.files.length === 0;
  const tests = isKept ? { ...before, ...reasonOf(submission) } : submission;
  return { work: { ...work, acceptance: { ...tests, objections: [], isAmended: before !== null, isKept } } };
}

function reasonOf({ reason }: AcceptanceTests): Pick<AcceptanceTests, "reason"> {
  return reason === undefined ? {} : { reason };
}

/** A change starts here, and only here: this is what the cap counts. */
export function startChange(context: Context): Update {
  const work = workOf(context.work);
  return {
    iterations: context.iterations + 1,
    work: { ...work, changes: work.changes + 1, changeCheckpoint: null },
    ...withTask(context, work.taskId, { attempts: getTask(context.queue, work.taskId).attempts + 1 }),
  };
}

export function startRetry(context: Context): Update {
  const counted = countRetry(context);
  return { ...counted, ...startChange({ ...context, ...counted }) };
}

/** One more retry, whoever makes it. */
export function countRetry(context: Context): Update {
  const work = workOf(context.work);
  return { work: { ...work, retries: work.retries + 1 }, callFailures: 0, failure: null };
}

export function recordChange(context: Context, { files, objections = [] }: Change): Update {
  const work = workOf(context.work);
  const claimedFiles = [...new Set([...work.claimedFiles, ...files])].sort();
  const acceptance = work.acceptance && { ...work.acceptance, objections };
  return { work: { ...work, claimedFiles, acceptance } };
}

export function recordCheckpoint(context: Context, checkpoint: Checkpoint): Update {
  const work = workOf(context.work);
  return {
    work: { ...work, changeCheckpoint: checkpoint, taskCheckpoint: work.taskCheckpoint ?? checkpoint },
    callFailures: 0,
    failure: null,
  };
}

export function recordChecks(context: Context, run: ChecksOutput): Update {
  const work = workOf(context.work);
  const { changedFiles, weakenings } = run;
  const baseline = withLateBaseline(context.baseline, run.late);
  const checks = judgedResults(run.results, baseline);
  return {
    baseline,
    work: {
      ...work,
      checks,
      weakenings,
      changedFiles,
      evidence: noEvidence,
      review: null,
      reviewErrors: [],
    },
    ...afterWork(context, run.seconds),
    ...withTask(context, work.taskId, { changedFiles: changedFiles ?? work.claimedFiles }),
  };
}

export function recordReview(context: Context, { submission, errors }: ReviewerOutput): Update {
  const work = workOf(context.work);
  const { criteria } = submission;
  return {
    work: { ...work, review: submission, reviewErrors: errors },
    ...(criteria ? withTask(context, work.taskId, { criteria }) : {}),
  };
}

/** One more probe of the change, or the end of them. They run beside the reviewer, so they cost no time of their own. */
export function recordProbe(context: Context, output: ProbeOutput): Update {
  const work = workOf(context.work);
  const { evidence: limits } = context.limits;
  return limits ? { work: { ...work, evidence: withProbe(work.evidence, output, limits) } } : {};
}

/** A failed verification: each of its errors has been seen once more. */
function recordErrors(context: Context, errors: readonly CheckError[]): Update {
  const work = workOf(context.work);
  const seen = { ...work.seen };
  const now = new Set(errors.map((error) => error.fingerprint));
  for (const fingerprint of now) {
    seen[fingerprint] = (seen[fingerprint] ?? 0) + 1;
  }
  const seenErrors: SeenError[] = errors.map((error) => ({ ...error, seen: seen[error.fingerprint] ?? 1 }));
  const others = work.metErrors.filter(({ fingerprint }) => !now.has(fingerprint));
  return {
    work: { ...work, seen, errors: seenErrors, metErrors: [...seenErrors, ...others] },
    ...withTask(context, work.taskId, { errors: errors.map((error) => error.text) }),
  };
}

export function recordCheckErrors(context: Context): Update {
  const { checks, weakenings, taskId } = workOf(context.work);
  const forbidden = forbiddenWeakenings(weakenings, getTask(context.queue, taskId));
  return recordErrors(context, [...addedErrors(checks, context.baseline), ...forbidden]);
}

export function recordReviewErrors(context: Context): Update {
  return recordErrors(context, [...workOf(context.work).reviewErrors, ...standingUnnoticed(context)]);
}

/** What the checks do not look at, as errors of the change. */
export function standingUnnoticed({ work, limits }: Context): CheckError[] {
  return limits.evidence ? unnoticedErrors(workOf(work).evidence, limits.evidence) : [];
}

export function clearErrors(context: Context): Update {
  return { work: { ...workOf(context.work), errors: [] } };
}

export function closeTask(
  context: Context,
  status: Extract<TaskStatus, "verified" | "reviewed" | "unverified">,
): Update {
  const { taskId, checks, evidence, changedFiles, claimedFiles } = workOf(context.work);
  const reason = status === "unverified" ? missingEvidence(checks) : undefined;
  const isTried = evidence.state !== "open" || evidence.probes.length > 0;
  return {
    guidance: null,
    // Also what an attempt had changed that was rolled back since.
    ...withChanges(context, [...(changedFiles ?? []), ...claimedFiles]),
    tests: acceptedTests(context.tests, checks),
    baseline: tightenedBaseline(context.baseline, checks),
    ...withTask(context, taskId, {
      status,
      errors: [],
      ...(reason ? { reason } : {}),
      ...(isTried ? { evidence } : {}),
    }),
  };
}

/** Leaves the open task out, and with it all that depends on it. */
export function skipTask(context: Context, rollback: RollbackOutput): Update {
  const { kept } = rollback;
  const { taskId, taskCheckpoint } = workOf(context.work);
  let { queue } = context;
  for (const id of dependantsOf(queue, taskId)) {
    queue = changeTask(queue, id, { status: "blocked", errors: [`depends on ${taskId}, which was skipped`] });
  }
  const isTracked = taskCheckpoint?.tree !== null;
  queue = changeTask(queue, taskId, { status: "skipped", ...(isTracked ? { changedFiles: kept } : {}) });
  return {
    guidance: null,
    callFailures: 0,
    failure: null,
    queue,
    ...afterSkip({ ...context, queue }, rollback),
  };
}

function withTask({ queue }: Context, id: string, change: Partial<Task>): Pick<Context, "queue"> {
  return { queue: changeTask(queue, id, change) };
}
