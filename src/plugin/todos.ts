import type { Context } from "../machine/context.js";
import type { Todo } from "./transcript.js";

/** The task queue as OpenCode's todo list. */
export function toTodos({ order, tasks }: Context): Todo[] {
  const statuses = {
    pending: "pending",
    active: "in_progress",
    verified: "completed",
    unverified: "completed",
    skipped: "cancelled",
    blocked: "cancelled",
  } as const;
  return order.flatMap((id) => {
    const task = tasks[id];
    return task
      ? [{ content: `${id} ${task.title}`, status: statuses[task.status], priority: "medium" as const }]
      : [];
  });
}
