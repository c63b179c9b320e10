import type { Task } from "../../../src/machine/index.js";
import { type Context, tasksOf } from "../../../src/machine/index.js";
import type { Step } from "../witness.js";

// What the themes look at.

/** The actor that ended with this step. */
export function endOf({ event }: Pick<Step, "event">): { actor: string; how: "done" | "error" } | undefined {
  const [, how, actor] = /^xstate\.(done|error)\.actor\.(.+)$/.exec(event.type) ?? [];
  return actor ? { actor, how: how as "done" | "error" } : undefined;
}

export function asksNow({ before, after }: Step, question: Context["question"]): boolean {
  return after.context.question === question && before.context.question !== question;
}

export function tasksAfter({ after }: Pick<Step, "after">): Task[] {
  return tasksOf(after.context.queue);
}

/** The tasks that got this status in this step. */
export function becoming(step: Step, status: Task["status"]): Task[] {
  if (step.before.context.queue === step.after.context.queue) return [];
  const before = new Map(tasksOf(step.before.context.queue).map((task) => [task.id, task.status]));
  return tasksAfter(step).filter((task) => task.status === status && before.get(task.id) !== status);
}

export function isDone(task: Task | undefined): boolean {
  return task?.status === "verified" || task?.status === "reviewed" || task?.status === "unverified";
}
