import type { ChecksOutput, PlannerOutput } from "../../contracts/actor.js";
import { type AgentRole, addUsage, agentRoles, totalTokens, type Usage } from "../../contracts/agent.js";
import type { CheckError } from "../../contracts/check.js";
import { errorFingerprint } from "../../contracts/error-fingerprint.js";
import type { Failure } from "../../contracts/failure.js";
import type { PlannedTask } from "../../contracts/plan.js";
import { openTask, reachedAmounts, setAside } from "../arbiter.js";
import type { Context } from "../context.js";
import { addedErrors, judgedResults, toBaseline, withLateBaseline } from "../gate.js";
import { totalSpent } from "../spending.js";
import { appendTask, changeTask, createQueue, findTask, pendingTask, type TaskQueue } from "../task-queue.js";
import { acceptedTests, lostAtTheEnd } from "../weakenings.js";

// How the run moves on: pure, from a context to what changes in it.

type Update = Partial<Context>;

export function acceptPlan({ submission: plan }: PlannerOutput): Update {
  return {
    planSummary: plan.summary,
    queue: createQueue(plan.tasks.map((task) => pendingTask(task))),
    guidance: null,
  };
}

/** Counts a call that has ended, and forgets the failures before it. */
export function recordCall(
  context: Context,
  { role, usage, seconds }: { role: AgentRole; usage: Usage; seconds: number },
): Update {
  const call = { role, usage, seconds, task: openTask(context)?.id };
  return { ...spend(context, call), callFailures: 0, failure: null };
}

export function recordAbandonedCall(context: Context, call: Call): Update {
  const { role, task } = call;
  const isAhead = role === "searcher" && context.ahead?.isOpen && context.ahead.taskId === task;
  // The task beside it takes the time.
  return spend(context, isAhead ? { ...call, seconds: 0 } : call);
}

export function recordFailure(context: Context, failure: Failure): Update {
  const spent = isAgent(failure.actor)
    ? spend(context, { ...failure, role: failure.actor, task: openTask(context)?.id })
    : { workSeconds: context.workSeconds + failure.seconds };
  return { ...spent, failure, callFailures: context.callFailures + 1 };
}

export function recordBaseline(context: Context, run: ChecksOutput): Update {
  return { ...takeBaseline(run), ...afterWork(context, run.seconds) };
}

/** Beside the planner, whose failures are its own. */
export function recordBaselineAhead(context: Context, run: ChecksOutput): Update {
  return { ...takeBaseline(run), ...afterWaiting(context, run.seconds) };
}

export function recordBaselineAheadFailure(context: Context, { seconds }: Failure): Update {
  return afterWaiting(context, seconds);
}

/** Time that the planner worked meanwhile is counted there. */
function afterWaiting({ planSummary, workSeconds, baselineSince }: Context, seconds: number): Update {
  const isPlanned = planSummary !== "";
  const waited = isPlanned ? Math.max(0, seconds - (workSeconds - baselineSince)) : 0;
  return { workSeconds: workSeconds + waited };
}

function takeBaseline({ checks, results, checkpoint }: ChecksOutput): Update {
  return {
    hasBaseline: true,
    checks,
    tests: acceptedTests({}, results),
    runsTests: results.some(({ runsTests }) => runsTests),
    baseline: toBaseline(results),
    startCheckpoint: checkpoint ?? null,
  };
}

/** Errors as the user gave them: each line is one, and counts as the same when it comes again. */
export function beginFix(request: string): Update {
  const lines = request
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, mostReported);
  const reported = lines.map((text) => ({ text, fingerprint: errorFingerprint({ text, code: "reported" }) }));
  return { request, reported };
}

/** The fixer reads no more of them. */
const mostReported = 100;

/** Nothing is excused: the checks' own errors are to be fixed too, in addition to those reported. */
export function recordDiagnosis(context: Context, { checks, results, seconds }: ChecksOutput): Update {
  const found = addedErrors(results, {});
  return {
    checks,
    tests: acceptedTests({}, results),
    baseline: {},
    finalChecks: results,
    reported: [...context.reported, ...found],
    ...afterWork(context, seconds),
  };
}

export function recordFinalChecks(context: Context, run: ChecksOutput): Update {
  const finalSeen = { ...context.finalSeen };
  const baseline = withLateBaseline(context.baseline, run.late);
  const finalChecks = judgedResults(run.results, baseline);
  const finalErrors = [...addedErrors(run.results, baseline), ...lostAtTheEnd(run.weakenings, context)];
  for (const fingerprint of new Set(finalErrors.map((error) => error.fingerprint))) {
    finalSeen[fingerprint] = (finalSeen[fingerprint] ?? 0) + 1;
  }
  return { baseline, finalChecks, finalErrors, finalSeen, ...afterWork(context, run.seconds) };
}

/** What the final checks found becomes one more task at the end of the queue. */
export function appendRepair(context: Context): Update {
  const errors = context.finalErrors;
  const id = unusedId(context.queue);
  const files = filesToRepair(errors);
  const planned: PlannedTask = {
    id,
    title: "Repair what the final checks found",
    description: [
      "All tasks are done, but checks on the finished tree report errors that were not there before:",
      ...errors.map((error) => `- ${error.text}`),
      ...(context.guidance ? [`The user says: ${context.guidance}`] : []),
    ].join("\n"),
    files,
    acceptance: ["All checks pass", "What the finished tasks added still works"],
  };
  return { queue: appendTask(context.queue, pendingTask(planned, "repair")) };
}

/** Where errors are to be fixed. The file of a test that fails is not: fixing it there would be too easy. */
export function filesToRepair(errors: readonly CheckError[]): string[] {
  return [
    ...new Set(errors.flatMap(({ file, test }) => (file !== undefined && test === undefined ? file : []))),
  ];
}

/** The user wants it tried again: the counters of what failed start again. */
export function grantRetry(context: Context, guidance: string | undefined): Update {
  return {
    question: null,
    callFailures: 0,
    failure: null,
    finalSeen: {},
    guidance: guidance?.trim() ? guidance.trim() : context.guidance,
    ...(guidance ? allowNamedFiles(context, guidance) : {}),
    work: context.work && {
      ...context.work,
      // The user's word allows one fix at least, also where the limit allows none.
      retries: Math.min(0, context.limits.retryLimit - 1),
      seen: {},
      errors: context.work.errors.map((error) => ({ ...error, seen: 0 })),
    },
  };
}

/** A file of which the checks lost something may be changed once the user names it. */
function allowNamedFiles({ queue, work }: Context, guidance: string): Update {
  const task = findTask(queue, work?.taskId ?? "");
  const words = guidance.split(/[\s,;:"'`()]+/);
  const named = work?.weakenings.flatMap(({ files }) => files).filter((file) => words.includes(file)) ?? [];
  if (!task || named.length === 0) return {};
  return { queue: changeTask(queue, task.id, { files: [...new Set([...task.files, ...named])] }) };
}

/** The user grants the same amount again, of what was used up. */
export function grantMore(context: Context): Update {
  if (context.question === "capReached") {
    return { question: null, iterationLimit: context.iterations + context.limits.maxIterations };
  }
  const budget = { ...context.budget };
  const spent = totalSpent(context);
  const aside = setAside(context);
  for (const amount of reachedAmounts(context))
    budget[amount] = spent[amount] + aside[amount] + (context.limits.budget[amount] ?? 0);
  return { question: null, budget };
}

/** Work that was done counts as time, and ends a row of failures. */
export function afterWork(context: Context, seconds: number): Update {
  return { workSeconds: context.workSeconds + seconds, callFailures: 0, failure: null };
}

/** An agent call that has ended. */
export interface Call {
  role: AgentRole;
  usage: Usage;
  seconds: number;
  /** The task that it was made for. */
  task?: string | undefined;
}

export function spend(context: Context, { role, usage, seconds, task: id = "" }: Call): Update {
  const task = findTask(context.queue, id);
  return {
    calls: { ...context.calls, [role]: context.calls[role] + 1 },
    spent: { ...context.spent, [role]: addUsage(context.spent[role], usage) },
    costliest: {
      tokens: Math.max(context.costliest.tokens, totalTokens(usage)),
      costUsd: Math.max(context.costliest.costUsd, usage.cost),
    },
    workSeconds: context.workSeconds + seconds,
    ...(task ? { queue: changeTask(context.queue, id, { spent: addUsage(task.spent, usage) }) } : {}),
  };
}

function isAgent(actor: Failure["actor"]): actor is AgentRole {
  return agentRoles.some((role) => role === actor);
}

function unusedId(queue: TaskQueue): string {
  for (let number = 1; ; number++) {
    if (!findTask(queue, `R${number}`)) return `R${number}`;
  }
}
