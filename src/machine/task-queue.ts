import type { PlannedTask } from "../contracts/plan.js";
import type { Context, Task } from "./context.js";

/** The one place that decides what is ready: the first pending task whose dependencies are all done. */
export function nextReadyTask({ order, tasks }: Pick<Context, "order" | "tasks">): Task | undefined {
  for (const id of order) {
    const task = tasks[id];
    if (task?.status === "pending" && task.dependsOn.every((other) => isDone(tasks[other]))) return task;
  }
  return undefined;
}

export function isDone(task: Task | undefined): boolean {
  return task?.status === "verified" || task?.status === "unverified";
}

/** Ids of the pending tasks that depend on `id`, directly or through others. */
export function dependantsOf(tasks: Record<string, Task>, id: string): string[] {
  const reached = new Set([id]);
  let grown = true;
  while (grown) {
    grown = false;
    for (const task of Object.values(tasks)) {
      if (reached.has(task.id) || task.status !== "pending") continue;
      if (task.dependsOn.some((other) => reached.has(other))) {
        reached.add(task.id);
        grown = true;
      }
    }
  }
  reached.delete(id);
  return [...reached];
}

export function pendingTask(planned: PlannedTask, kind: Task["kind"] = "planned"): Task {
  return {
    ...planned,
    files: planned.files.map((file) => file.replace(/^(?:\.\/)+/, "")),
    dependsOn: planned.dependsOn ?? [],
    kind,
    status: "pending",
    attempts: 0,
    changedFiles: [],
    errors: [],
  };
}
