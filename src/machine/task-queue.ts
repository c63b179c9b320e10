import { noUsage, type Usage } from "../contracts/agent.js";
import type { Evidence } from "../contracts/evidence.js";
import type { PlannedTask } from "../contracts/plan.js";
import type { CriterionAnswer } from "../contracts/review.js";

export type TaskStatus =
  | "pending"
  | "active"
  | "verified"
  | "reviewed"
  | "unverified"
  | "skipped"
  | "blocked";

/** A task of the queue. */
export interface Task extends Omit<PlannedTask, "dependsOn"> {
  dependsOn: string[];
  /** A repair fixes what the final checks found; it is verified by all checks. */
  kind: "planned" | "repair";
  status: TaskStatus;
  /** Changes made for it so far. */
  attempts: number;
  /** Files that really changed. */
  changedFiles: string[];
  /** Errors of its last failed verification, and what stands against it at the end. */
  errors: string[];
  /** Why it is unverified: a part of a sentence. */
  reason?: string;
  /** Whether the checks look at its change; absent before that was tried. */
  evidence?: Evidence;
  /** As its last review answered them. */
  criteria?: CriterionAnswer[];
  /** What the calls of its agents used. */
  spent: Usage;
}

/** All tasks, in pages. */
export interface TaskQueue {
  pages: Task[][];
  /** Task id → its place in the planner's order, repairs at the end. */
  places: Record<string, number>;
  /** No task before this place is pending. */
  firstPending: number;
}

/** A change copies one page of the queue, however long the queue is. */
const pageSize = 64;

export function createQueue(tasks: readonly Task[]): TaskQueue {
  const pages: Task[][] = [];
  for (let start = 0; start < tasks.length; start += pageSize) {
    pages.push(tasks.slice(start, start + pageSize));
  }
  const places = Object.fromEntries(tasks.map(({ id }, place) => [id, place]));
  return afterEnded({ pages, places, firstPending: 0 });
}

/** All tasks, in the planner's order, repairs at the end. */
export function tasksOf({ pages }: TaskQueue): Task[] {
  return pages.flat();
}

export function findTask(queue: TaskQueue, id: string): Task | undefined {
  // A model may call a task "constructor".
  const place = Object.hasOwn(queue.places, id) ? queue.places[id] : undefined;
  return place === undefined ? undefined : taskAt(queue, place);
}

/** @throws when there is no such task */
export function getTask(queue: TaskQueue, id: string): Task {
  const task = findTask(queue, id);
  if (!task) throw new Error(`Task ${id} is not in the queue`);
  return task;
}

/** @throws when there is no such task */
export function changeTask(queue: TaskQueue, id: string, change: Partial<Task>): TaskQueue {
  const task = { ...getTask(queue, id), ...change };
  const place = queue.places[id] ?? 0;
  const number = Math.floor(place / pageSize);
  const pages = queue.pages.with(number, (queue.pages[number] ?? []).with(place % pageSize, task));
  return afterEnded({ ...queue, pages });
}

export function appendTask(queue: TaskQueue, task: Task): TaskQueue {
  return createQueue([...tasksOf(queue), task]);
}

/**
 * The one place that decides what is ready: the first pending task whose dependencies are all done.
 *
 * @param open the id of a task that counts as done: what would be next after it?
 */
export function nextReadyTask(queue: TaskQueue, open?: string): Task | undefined {
  for (let place = queue.firstPending; ; place++) {
    const task = taskAt(queue, place);
    if (!task) return undefined;
    const isReady = task.dependsOn.every((other) => other === open || isDone(findTask(queue, other)));
    if (task.status === "pending" && isReady) return task;
  }
}

export function isDone(task: Task | undefined): boolean {
  return task?.status === "verified" || task?.status === "reviewed" || task?.status === "unverified";
}

/** Ids of the pending tasks that depend on `id`, directly or through others. */
export function dependantsOf(queue: TaskQueue, id: string): string[] {
  const reached = new Set([id]);
  const pending = tasksOf(queue).filter(({ status }) => status === "pending");
  let grown = true;
  while (grown) {
    grown = false;
    for (const task of pending) {
      if (reached.has(task.id)) continue;
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
    spent: noUsage,
  };
}

function taskAt({ pages }: TaskQueue, place: number): Task | undefined {
  return pages[Math.floor(place / pageSize)]?.[place % pageSize];
}

/** Nothing looks for a ready task among those that have begun or ended. */
function afterEnded(queue: TaskQueue): TaskQueue {
  let { firstPending } = queue;
  for (let task = taskAt(queue, firstPending); task && task.status !== "pending"; ) {
    task = taskAt(queue, ++firstPending);
  }
  return { ...queue, firstPending };
}
