import type { RollbackOutput, SearcherOutput } from "../../contracts/actor.js";
import type { Failure } from "../../contracts/failure.js";
import type { Findings } from "../../contracts/findings.js";
import { openTask, taskAhead } from "../arbiter.js";
import type { Ahead, Context, Work } from "../context.js";
import { findTask } from "../task-queue.js";
import { spend } from "./run-updates.js";

// How the search for the next task moves on, beside the open one: pure, from a context to what changes in it.

type Update = Partial<Context>;

/** A search that was interrupted is made again for the same task. */
export function beginSearchAhead(context: Context): Update {
  if (context.ahead?.isOpen) return {};
  const task = taskAhead(context);
  if (!task) throw new Error("No task comes next: the chart searched ahead without asking whether one does");
  const ahead = { taskId: task.id, isOpen: true, findings: null, changedFiles: [] };
  return { ahead: { ...ahead, since: context.workSeconds } };
}

export function recordAhead(context: Context, { submission, ...call }: SearcherOutput): Update {
  const ended = endCall(context, call);
  return { ...ended, ahead: { ...aheadOf(context), isOpen: false, findings: submission } };
}

/** It costs what it used, and nothing else: the task is searched in its turn. */
export function recordAheadFailure(context: Context, failure: Failure): Update {
  const ended = endCall(context, failure);
  return { ...ended, ahead: { ...aheadOf(context), isOpen: false }, ...counted(context, "wasted") };
}

/** What the open task had changed when it ended. */
export function withChanges({ ahead }: Context, changedFiles: readonly string[]): Pick<Context, "ahead"> {
  return { ahead: ahead && { ...ahead, changedFiles: [...changedFiles] } };
}

/** The task that it is for may be opened later, or never: a search that works still is not made again. */
export function dropOpenSearch(context: Context): Update {
  return context.ahead?.isOpen ? { ahead: null, ...counted(context, "wasted") } : {};
}

/** After a skip: the findings for a task that is blocked now are of no use, the others may be outdated. */
export function afterSkip(context: Context, { restored, kept }: RollbackOutput): Update {
  const { ahead, queue } = context;
  if (ahead?.findings && findTask(queue, ahead.taskId)?.status === "blocked")
    return { ahead: null, ...wasteFindings(context) };
  return withChanges(context, [...restored, ...kept]);
}

/** What was found ahead for the task that is opened now, unless too much of it has changed since. */
export function takeOver(
  context: Context,
  taskId: string,
): Update & { taken: Pick<Work, "findings" | "changedSince"> } {
  const { ahead } = context;
  if (!ahead?.findings || ahead.taskId !== taskId)
    return { ahead: null, taken: { findings: null, changedSince: [] } };
  const { findings, changedFiles } = ahead;
  const changedSince = namedFiles(findings).filter((file) => changedFiles.includes(file));
  return isOutdated(findings, changedSince)
    ? { ahead: null, taken: { findings: null, changedSince: [] }, ...wasteFindings(context) }
    : { ahead: null, taken: { findings, changedSince } };
}

/** Half of the files that the findings name have changed, or any of them where they are only one or two. */
function isOutdated(findings: Findings, changedSince: readonly string[]): boolean {
  const named = namedFiles(findings).length;
  return changedSince.length > 0 && (named <= 2 || changedSince.length * 2 >= named);
}

function namedFiles({ findings }: Findings): string[] {
  return [...new Set(findings.map(({ file }) => file.replace(/^(?:\.\/)+/, "")))];
}

/** Time that was worked beside it is counted there. */
function endCall(context: Context, { usage, seconds }: Pick<Failure, "usage" | "seconds">): Update {
  const { taskId, since } = aheadOf(context);
  const waited = openTask(context) ? 0 : Math.max(0, seconds - (context.workSeconds - since));
  const spent = spend(context, { role: "searcher", usage, seconds: waited, task: taskId });
  return { ...spent, ...counted(context, "made") };
}

function counted({ searchesAhead }: Context, how: "made" | "wasted"): Pick<Context, "searchesAhead"> {
  const { made, wasted } = searchesAhead;
  return { searchesAhead: { made: made + 1, wasted: how === "wasted" ? wasted + 1 : wasted } };
}

function wasteFindings({ searchesAhead }: Context): Pick<Context, "searchesAhead"> {
  return { searchesAhead: { ...searchesAhead, wasted: searchesAhead.wasted + 1 } };
}

function aheadOf({ ahead }: Context): Ahead {
  if (!ahead) throw new Error("No search ahead is open: the chart heard of one that it did not make");
  return ahead;
}
