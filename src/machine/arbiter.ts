import type { Budget, Context } from "./context.js";
import { totalSpent } from "./spending.js";
import { findTask, nextReadyTask, type Task } from "./task-queue.js";

// The arbiter of what the regions of a task share. The eventless transitions of all regions are chosen on one and the
// same context, so two regions that ask "is there enough?" would both hear yes. Whoever needs more than its own call
// asks here: the search ahead begins only where two calls fit, and while it works, its call counts as spent.

const amounts = ["tokens", "costUsd", "minutes"] as const;

/** The parts of the budget that are used up, with what is set aside for an open search ahead. */
export function reachedAmounts(context: Context): (keyof Budget)[] {
  const spent = totalSpent(context);
  const aside = setAside(context);
  return amounts.filter((amount) => spent[amount] + aside[amount] >= granted(context, amount));
}

export function isBudgetReached(context: Context): boolean {
  return reachedAmounts(context).length > 0;
}

/** Set aside for a search that works beside the open task: as much as the costliest call so far. */
export function setAside(context: Context): Required<Budget> {
  const isBeside = context.ahead?.isOpen && openTask(context) !== undefined;
  // It works beside the task, so it takes no time of its own.
  return isBeside ? { ...context.costliest, minutes: 0 } : { tokens: 0, costUsd: 0, minutes: 0 };
}

/** The next task may be searched now: the open one has its own findings, and the budget has room for two calls. */
export function maySearchAhead(context: Context): boolean {
  return (
    context.limits.searchAhead > 0 &&
    context.ahead === null &&
    context.work !== null &&
    context.work.findings !== null &&
    taskAhead(context) !== undefined &&
    isRoomForTwo(context)
  );
}

/** The task that would be opened next, if the open one were done. */
export function taskAhead(context: Context): Task | undefined {
  const open = openTask(context);
  return open && nextReadyTask(context.queue, open.id);
}

/** The task that was opened last, unless it has ended. */
export function openTask({ work, queue }: Context): Task | undefined {
  const task = findTask(queue, work?.taskId ?? "");
  return task?.status === "active" ? task : undefined;
}

function isRoomForTwo(context: Context): boolean {
  const spent = totalSpent(context);
  const two = { tokens: 2 * context.costliest.tokens, costUsd: 2 * context.costliest.costUsd, minutes: 0 };
  return (
    !isBudgetReached(context) &&
    amounts.every((amount) => spent[amount] + two[amount] <= granted(context, amount))
  );
}

function granted({ budget }: Context, amount: keyof Budget): number {
  return budget[amount] ?? Number.POSITIVE_INFINITY;
}
