import { type Report, type RunStatus, restStatus } from "../../../src/machine/index.js";
import { reportOf } from "../../../src/report/run-report.js";
import { meaningOf } from "../outcomes.js";
import type { Step } from "../witness.js";
import { tasksAfter } from "./observations.js";
import type { Theme } from "./theme.js";

const identity = { run: "run1", session: "ses_1", command: "auto", startedAt: "2026-01-02T03:04:05.000Z" };

let last: { of: Step["after"]; report: Report | undefined } | undefined;

/** All invariants look at the same step, one after the other. */
function reportAfter({ after }: Pick<Step, "after">): Report | undefined {
  if (last?.of !== after) last = { of: after, report: reportOf(after, identity, "2026-01-02T04:04:05.000Z") };
  return last.report;
}

const ends: RunStatus[] = ["verified", "unverified", "stopped", "failed"];

/** The report says what happened. */
export const honesty: Theme = {
  "there is a report at every rest, and its status is the chart's": (step) => {
    const report = reportAfter(step);
    const isResting = step.after.status !== "active" || step.after.hasTag("resumable");
    if ((report !== undefined) !== isResting) return `report: ${report?.status}`;
    if (!report) return undefined;
    const isEnd = ends.includes(report.status);
    return isEnd !== (step.after.status !== "active") || isEnd !== (report.endedAt !== undefined)
      ? report.status
      : undefined;
  },

  "a report never says verified of a run in which a task is not": (step) => {
    const report = reportAfter(step);
    const isEnough = step.after.context.limits.evidence?.required !== true;
    return report?.status === "verified"
      ? report.tasks.find(({ status }) => status !== "verified" && !(status === "reviewed" && isEnough))?.id
      : undefined;
  },

  "a report gives each task the status that the queue has": (step) => {
    const told = reportAfter(step)?.tasks.map(({ id, status }) => `${id} ${status}`);
    const had = tasksAfter(step).map(({ id, status }) => `${id} ${status}`);
    return told && told.join() !== had.join() ? told.join() : undefined;
  },

  "iterations are the changes that were begun, in all and task by task": (step) => {
    const report = reportAfter(step);
    if (!report) return undefined;
    if (report.iterations !== step.totals.changes) return `${report.iterations} of ${step.totals.changes}`;
    const attempts = report.tasks.reduce((sum, task) => sum + task.attempts, 0);
    return attempts === report.iterations
      ? undefined
      : `${attempts} attempts, ${report.iterations} iterations`;
  },

  "calls and tokens are those of the calls that ended, however they ended": (step) => {
    const report = reportAfter(step);
    if (!report) return undefined;
    if (JSON.stringify(report.calls) !== JSON.stringify(step.totals.calls))
      return JSON.stringify(report.calls);
    return report.tokens.input === step.totals.tokens ? undefined : `${report.tokens.input} tokens`;
  },

  "no more is told of the tasks than of the run": (step) => {
    const report = reportAfter(step);
    const ofTasks = report?.tasks.reduce((sum, { tokens }) => sum + tokens.input, 0) ?? 0;
    return report && ofTasks > report.tokens.input ? `${ofTasks} tokens of tasks` : undefined;
  },

  "a run that is not verified says why": (step) => {
    const report = reportAfter(step);
    const isClear = report === undefined || report.status === "verified" || report.status === "paused";
    return isClear || report.reason ? undefined : report.status;
  },

  "the checks of a verified run were seen to end, and none is worse than before": (step) => {
    if (restStatus(step.after) !== "verified") return undefined;
    const checks = reportAfter(step)?.checks ?? [];
    if (!checks.some(({ exitCode }) => exitCode !== null)) return "no exit code was seen";
    const wasClean = meaningOf(step.known.baseline).errors.length === 0;
    return wasClean ? checks.find(({ exitCode }) => exitCode !== 0)?.name : undefined;
  },
};
