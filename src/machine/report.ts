import { addUsage, agentRoles, noUsage, type Usage } from "../contracts/agent.js";
import type { CheckResult } from "../contracts/check.js";
import type { Report, RunStatus, Spending } from "../contracts/report.js";
import type { Context } from "./context.js";
import { missingEvidence } from "./evidence.js";
import { type Task, tasksOf } from "./task-queue.js";

/** What a report knows besides the chart: who ran, and when. */
export interface RunIdentity {
  run: string;
  session: string;
  command: string;
  /** ISO 8601. */
  startedAt: string;
  endedAt?: string;
}

/** Why a run that has ended is not verified; nothing where the status says it all. */
export function endReason(context: Context, status: RunStatus): string | undefined {
  const idsOf = (wanted: string) =>
    tasksOf(context.queue)
      .filter((task) => task.status === wanted)
      .map(({ id }) => id)
      .join(", ");
  if (status === "unverified" && tasksOf(context.queue).length === 0) {
    const missing = context.finalChecks.length > 0 ? missingEvidence(context.finalChecks) : undefined;
    return missing ? `nothing was changed, and ${missing}` : "nothing was changed";
  }
  if (status === "unverified") {
    const unproven = tasksOf(context.queue).filter((task) => task.status === "unverified");
    const reasons = new Set(unproven.map(({ reason }) => reason));
    const [first] = reasons;
    if (!first) return `on the finished tree ${missingEvidence(context.finalChecks) ?? "a check is missing"}`;
    return reasons.size === 1 ? first : `nothing proves ${idsOf("unverified")}: ${[...reasons].join("; ")}`;
  }
  if (status !== "stopped") return undefined;
  const open = idsOf("active");
  if (open) return `ended by the user; what ${open} changed so far is in the tree, unverified`;
  const skipped = idsOf("skipped");
  return skipped ? `skipped: ${skipped}` : "ended by the user";
}

/** The report of a run at rest. */
export function toReport(
  context: Context,
  status: RunStatus,
  identity: RunIdentity,
  reason?: string,
): Report {
  const { endedAt, ...who } = identity;
  const agents = agentRoles.map((role) => [
    role,
    { calls: context.calls[role], ...toSpending(context.spent[role]) },
  ]);
  return {
    version: 1,
    ...who,
    request: context.request,
    status,
    ...(reason ? { reason } : {}),
    tasks: tasksOf(context.queue).map((task) => {
      const { id, title, attempts, changedFiles, errors, evidence, criteria, spent } = task;
      const reason = whyNotVerified(task);
      return {
        id,
        title,
        status: task.status,
        attempts,
        files: changedFiles,
        errors,
        ...(evidence ? { evidence } : {}),
        ...(criteria ? { criteria } : {}),
        ...(reason ? { reason } : {}),
        ...toSpending(spent),
      };
    }),
    checks: checksOf(context),
    iterations: context.iterations,
    ...(context.searchesAhead.wasted > 0 ? { searchesAhead: context.searchesAhead } : {}),
    calls: context.calls,
    agents: Object.fromEntries(agents) as Report["agents"],
    ...toSpending(Object.values(context.spent).reduce(addUsage, noUsage)),
    ...(endedAt ? { endedAt } : {}),
  };
}

function whyNotVerified({ status, reason, errors }: Task): string | undefined {
  switch (status) {
    case "verified":
      return undefined;
    case "reviewed":
      return "Only the reviewer has judged it: no check can notice it.";
    case "unverified":
      return `The reviewer passed it, but nothing proves it: ${reason ?? "no check passed"}.`;
    case "skipped":
      return "You skipped it.";
    case "pending":
      return "It was not started.";
    default:
      return errors[0] ?? "It was not finished.";
  }
}

function toSpending({ cost, ...tokens }: Usage): Spending {
  return { tokens, cost };
}

function checksOf({ finalChecks, work }: Context): Report["checks"] {
  const line = (when: string) => (check: CheckResult) => ({
    name: check.name,
    command: check.command,
    exitCode: check.exitCode,
    outcome: check.outcome,
    runsTests: check.runsTests,
    executed: check.executed,
    passed: check.passed,
    failed: check.failed,
    skipped: check.skipped,
    ...(check.reason ? { reason: check.reason } : {}),
    ...(check.isPartial ? { isPartial: check.isPartial } : {}),
    ...(check.isUntouched ? { isUntouched: check.isUntouched } : {}),
    ...(check.isCached ? { isCached: check.isCached } : {}),
    seconds: check.seconds,
    when,
  });
  if (finalChecks.length > 0) return finalChecks.map(line("final"));
  return work ? work.checks.map(line(work.taskId)) : [];
}
