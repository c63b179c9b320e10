import type { CheckError, CheckResult } from "../../src/contracts/check.js";
import type { Context, RunSnapshot, Work } from "../../src/machine/index.js";
import { totalSpent } from "../../src/machine/spending.js";
import { findTask, tasksOf } from "../../src/machine/task-queue.js";

/**
 * Two states with the same key must go on alike. What is left out is listed here, so that a new part of the context
 * counts until someone says that no guard reads it.
 */
export function stateKey({ value, status, context, historyValue, children }: RunSnapshot) {
  const isWorking = Object.keys(value).includes("working");
  // The history is written whenever `working` is left: inside, the old one cannot matter.
  const history = Object.values(historyValue).map((nodes) => nodes.map(({ id }) => id).sort());
  return [value, status, isWorking ? [] : history, Object.keys(children).sort(), contextKey(context)];
}

function contextKey(context: Context) {
  const { limits, request, planSummary, calls, spent, workSeconds, guidance, checks, ...read } = context;
  const {
    iterations,
    iterationLimit,
    budget,
    queue,
    work,
    finalChecks,
    finalErrors,
    failure,
    reported,
    ...more
  } = read;
  // Files outside of the chart are compared with them.
  // Nothing asks how many searches were made ahead, or how long something works ahead.
  const { tests, startCheckpoint, ahead, searchesAhead, baselineSince, ...rest } = more;
  return {
    ...rest,
    // Only the difference is compared, and a grant starts from what is used.
    iterationsLeft: Math.max(0, iterationLimit - iterations),
    budgetLeft: budgetLeft(context),
    queue: queueKey(queue),
    // Nothing reads the work of a task that has ended.
    work: work && findTask(queue, work.taskId)?.status === "active" ? workKey(work) : null,
    ahead: ahead && [ahead.isOpen, ahead.findings?.findings.length, ahead.changedFiles],
    finalChecks: finalChecks.map(checkKey),
    finalErrors: finalErrors.map(fingerprintOf),
    failure: failure?.retryable,
    reported: reported.map(fingerprintOf),
  };
}

function workKey(work: Work) {
  const { taskId, changes, findings, changedSince, taskCheckpoint, claimedFiles, changedFiles, ...read } =
    work;
  const {
    acceptance,
    changeCheckpoint,
    checks,
    weakenings,
    evidence,
    review,
    reviewErrors,
    errors,
    metErrors,
    ...rest
  } = read;
  return {
    ...rest,
    isFound: findings !== null,
    tests: acceptance && [acceptance.files.length, acceptance.objections.length, acceptance.isAmended],
    hasCheckpoint: changeCheckpoint !== null,
    checks: checks.map(checkKey),
    weakenings: weakenings.map(({ files }) => files),
    evidence: [evidence.state, evidence.seconds, evidence.probes.map(({ file, outcome }) => [file, outcome])],
    hasReason: evidence.reason !== undefined,
    verdict: review?.verdict,
    reviewErrors: reviewErrors.map(fingerprintOf),
    errors: errors.map(({ fingerprint, seen }) => [fingerprint, seen]),
  };
}

/** Nothing depends on a repair: of those that have ended, only how they ended matters. */
function queueKey(queue: Context["queue"]) {
  const tasks = tasksOf(queue);
  const isEndedRepair = (kind: string, status: string) =>
    kind === "repair" && status !== "pending" && status !== "active";
  const ended = tasks.filter(({ kind, status }) => isEndedRepair(kind, status)).map(({ status }) => status);
  const others = tasks.filter(({ kind, status }) => !isEndedRepair(kind, status));
  return [others.map(({ kind, status }) => [kind, status]), [...new Set(ended)].sort()];
}

function budgetLeft(context: Context) {
  const spent = totalSpent(context);
  return Object.entries(context.budget).map(([amount, granted]) => [
    amount,
    Math.max(0, granted - spent[amount as keyof typeof spent]),
  ]);
}

const checkKey = ({ name, outcome, executed, errors }: CheckResult) => [
  name,
  outcome,
  executed,
  errors.map(fingerprintOf),
];
const fingerprintOf = ({ fingerprint }: CheckError) => fingerprint;
