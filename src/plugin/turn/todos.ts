import { type TaskQueue, tasksOf } from "../../machine/task-queue.js";
import type { Todo } from "../ports.js";

/** What a person can take in; of a longer queue the part around the work is shown. */
const mostTodos = 60;
const shownBefore = 5;

const statuses = {
  pending: "pending",
  active: "in_progress",
  verified: "completed",
  reviewed: "completed",
  unverified: "completed",
  skipped: "cancelled",
  blocked: "cancelled",
} as const;

/** The task queue as OpenCode's todo list. */
export function toTodos(queue: TaskQueue): Todo[] {
  const tasks = tasksOf(queue);
  const latest = Math.max(0, tasks.length - mostTodos);
  const first = Math.min(latest, Math.max(0, queue.firstPending - shownBefore));
  return tasks.slice(first, first + mostTodos).map(({ id, title, status }) => {
    return { content: `${id} ${title}`, status: statuses[status], priority: "medium" };
  });
}
