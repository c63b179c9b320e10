import type { AcceptanceTests } from "../contracts/acceptance-tests.js";
import type {
  ChecksInput,
  CoderInput,
  Deadline,
  ExaminerInput,
  FixerInput,
  PlannerInput,
  ProbeInput,
  ReviewerInput,
  RollbackInput,
  SearcherInput,
  TaskBrief,
  TesterInput,
} from "../contracts/actor.js";
import type { Findings } from "../contracts/findings.js";
import type { AcceptanceWork, Context } from "./context.js";
import { failedChecks, passingChecks, withBaseline } from "./gate.js";
import { workOf } from "./guards.js";
import { isUnnoticedError, survivorsOf } from "./noticing.js";
import { getTask, type Task, tasksOf } from "./task-queue.js";
import { allowedWeakenings } from "./weakenings.js";

type Given = { context: Context };

const noFindings: Findings = { summary: "", findings: [] };

export function plannerInput({ context }: Given): PlannerInput {
  const { limits, request, queue, planSummary } = context;
  const tasks = tasksOf(queue);
  return {
    request,
    limits: { maxTasks: limits.maxTasks, maxFilesPerTask: limits.maxFilesPerTask },
    deadlineSeconds: limits.deadlineSeconds.planner,
    ...guidance(context),
    ...(tasks.length > 0 ? { draft: { summary: planSummary, tasks: tasks.map(brief) } } : {}),
  };
}

/** What a task would be, of a search that has none. */
export function lookingInput({ context }: Given): SearcherInput {
  const { request, limits } = context;
  const task = { id: "S1", title: request.slice(0, 80), description: request, files: [], acceptance: [] };
  return { task, planSummary: "", deadlineSeconds: limits.deadlineSeconds.searcher, ...guidance(context) };
}

export function examinerInput({ context }: Given): ExaminerInput {
  const { request, limits } = context;
  return { subject: request, deadlineSeconds: limits.deadlineSeconds.reviewer, ...guidance(context) };
}

export function searcherInput({ context }: Given): SearcherInput {
  return {
    task: brief(openTask(context)),
    planSummary: context.planSummary,
    deadlineSeconds: context.limits.deadlineSeconds.searcher,
    ...guidance(context),
  };
}

/** The user's own words are for the open task. */
export function aheadSearcherInput({ context }: Given): SearcherInput {
  return {
    task: brief(getTask(context.queue, context.ahead?.taskId ?? "")),
    planSummary: context.planSummary,
    deadlineSeconds: context.limits.deadlineSeconds.searcher,
  };
}

export function testerInput({ context }: Given): TesterInput {
  const { acceptance, changeCheckpoint, taskCheckpoint } = workOf(context.work);
  return {
    task: brief(openTask(context)),
    planSummary: context.planSummary,
    ...found(context),
    checkpoint: changeCheckpoint ?? { tree: null },
    taskCheckpoint: taskCheckpoint ?? { tree: null },
    checks: context.checks.filter(({ when }) => when === "task"),
    deadlineSeconds: context.limits.deadlineSeconds.reviewer,
    ...(acceptance ? { objections: { tests: testsOf(acceptance), against: acceptance.objections } } : {}),
    ...guidance(context),
  };
}

export function coderInput({ context }: Given): CoderInput {
  const { metErrors } = workOf(context.work);
  return {
    ...changeInput(context, "coder"),
    ...found(context),
    ...(metErrors.length > 0 ? { metErrors } : {}),
  };
}

export function fixerInput({ context }: Given): FixerInput {
  const { taskCheckpoint, errors, checks, evidence } = workOf(context.work);
  return {
    ...changeInput(context, "fixer"),
    taskCheckpoint: taskCheckpoint ?? { tree: null },
    errors,
    failedChecks: failedChecks(checks, context.baseline),
    survivors: survivorsOf(evidence),
  };
}

export function reviewerInput({ context }: Given): ReviewerInput {
  const work = workOf(context.work);
  const task = openTask(context);
  const tests = work.acceptance?.files.map(({ path }) => path) ?? [];
  const planned = [...task.files, ...tests];
  return {
    task: brief(task),
    failedBefore: work.errors.filter((error) => !isUnnoticedError(error)),
    planSummary: context.planSummary,
    attempt: work.changes - 1,
    taskCheckpoint: work.taskCheckpoint ?? { tree: null },
    checks: work.checks,
    changedFiles: work.changedFiles,
    weakenings: allowedWeakenings(work.weakenings, task),
    unplannedFiles: (work.changedFiles ?? []).filter((file) => !planned.includes(file)),
    deadlineSeconds: context.limits.deadlineSeconds.reviewer,
    ...guidance(context),
  };
}

export function probeInput({ context }: Given): ProbeInput {
  const { taskId, changes, taskCheckpoint, evidence } = workOf(context.work);
  const { evidence: limits, deadlineSeconds } = context.limits;
  return {
    taskId,
    attempt: changes - 1,
    checkpoint: taskCheckpoint ?? { tree: null },
    checks: context.checks.filter(({ when }) => when === "task"),
    tried: evidence.probes,
    faults: limits?.faults ?? 0,
    isForReview: openTask(context).proof === "review",
    deadlineSeconds: Math.min(deadlineSeconds.checks, (limits?.seconds ?? 0) - evidence.seconds),
  };
}

export function checkpointInput({ context }: Given): Deadline {
  return { deadlineSeconds: context.limits.deadlineSeconds.checkpoint };
}

export function rollbackInput({ context }: Given): RollbackInput {
  const { taskCheckpoint } = workOf(context.work);
  return {
    checkpoint: taskCheckpoint ?? { tree: null },
    deadlineSeconds: context.limits.deadlineSeconds.checkpoint,
  };
}

export function baselineChecksInput({ context }: Given): ChecksInput {
  const { deadlineSeconds } = context.limits;
  return {
    scope: "baseline",
    attempt: 0,
    known: [],
    passing: [],
    tests: {},
    deadlineSeconds: deadlineSeconds.checks,
  };
}

export function taskChecksInput({ context }: Given): ChecksInput {
  const { taskCheckpoint, changes, taskId, acceptance } = workOf(context.work);
  return {
    scope: openTask(context).kind === "repair" ? "final" : "task",
    taskId,
    attempt: changes - 1,
    known: context.checks,
    deadlineSeconds: context.limits.deadlineSeconds.checks,
    passing: passingChecks(context.baseline),
    tests: context.tests,
    ...(acceptance ? { acceptance: acceptance.files } : {}),
    ...(taskCheckpoint ? { checkpoint: taskCheckpoint } : {}),
    ...late(context),
  };
}

export function finalChecksInput({ context }: Given): ChecksInput {
  return {
    scope: "final",
    attempt: 0,
    known: context.checks,
    passing: passingChecks(context.baseline),
    tests: context.tests,
    deadlineSeconds: context.limits.deadlineSeconds.checks,
    ...late(context),
  };
}

/** `/fix` excuses nothing: it has no tree on which a baseline could be made. */
function late({ baseline, startCheckpoint }: Context): Pick<ChecksInput, "late"> {
  return startCheckpoint?.tree
    ? { late: { checkpoint: startCheckpoint, known: withBaseline(baseline) } }
    : {};
}

function changeInput(context: Context, role: "coder" | "fixer") {
  const work = workOf(context.work);
  return {
    task: brief(openTask(context)),
    planSummary: context.planSummary,
    checkpoint: work.changeCheckpoint ?? { tree: null },
    attempt: work.changes - 1,
    ...(work.acceptance ? { tests: testsOf(work.acceptance) } : {}),
    deadlineSeconds: context.limits.deadlineSeconds[role],
    ...guidance(context),
  };
}

function found({ work }: Context): Pick<CoderInput, "findings" | "changedSince"> {
  const { findings, changedSince } = workOf(work);
  return { findings: findings ?? noFindings, ...(changedSince.length > 0 ? { changedSince } : {}) };
}

function guidance(context: Context): { guidance?: string } {
  return context.guidance ? { guidance: context.guidance } : {};
}

function openTask({ work, queue }: Context): Task {
  return getTask(queue, workOf(work).taskId);
}

function brief({ id, title, description, files, acceptance }: Task): TaskBrief {
  return { id, title, description, files, acceptance };
}

function testsOf({ files, covers, reason }: AcceptanceWork): AcceptanceTests {
  return { files, covers, ...(reason === undefined ? {} : { reason }) };
}
