import * as z from "./zod.js";

export const plannedTaskSchema = z.object({
  id: z.string().min(1).max(40).describe("Short and unique, like T1"),
  title: z.string().min(1).max(120).describe("What changes, in a few words"),
  description: z
    .string()
    .min(1)
    .describe("All that the coder must know; the coder sees nothing else of the request"),
  files: z.array(z.string().min(1)).min(1).describe("Files to create or change, relative to the project"),
  acceptance: z.array(z.string().min(1)).min(1).describe("Facts that can be checked when the task is done"),
  proof: z
    .enum(["tests", "review"])
    .optional()
    .describe('"review" only where no test can notice the change: docs, comments, a pure move'),
  dependsOn: z.array(z.string()).optional().describe("Ids of the tasks that must be done before"),
});

export const planSchema = z.object({
  summary: z.string().min(1).describe("The approach in one or two sentences"),
  tasks: z.array(plannedTaskSchema).min(1),
});

export type PlannedTask = z.infer<typeof plannedTaskSchema>;
export type Plan = z.infer<typeof planSchema>;

export interface PlanLimits {
  /** Tasks in a plan. */
  maxTasks: number;
  /** Files a task may name: a source file and its test. */
  maxFilesPerTask: number;
}

/**
 * The plan's shape plus what makes it atomic: unique ids, known and acyclic dependencies, few files a task.
 * Each issue's message tells a model what to change.
 */
export function atomicPlanSchema(limits: PlanLimits) {
  return planSchema.superRefine((plan, context) => {
    const report = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    if (plan.tasks.length > limits.maxTasks) {
      report(
        ["tasks"],
        `${plan.tasks.length} tasks; at most ${limits.maxTasks} are allowed. Merge tasks or plan the first part only`,
      );
    }
    const ids = new Set<string>();
    for (const [index, task] of plan.tasks.entries()) {
      if (ids.has(task.id))
        report(["tasks", index, "id"], `"${task.id}" is used twice; every id must be unique`);
      ids.add(task.id);
      const vague = task.files.find((file) => /\*|\/$/.test(file));
      if (vague !== undefined)
        report(["tasks", index, "files"], `"${vague}" is no file: name each file by its path`);
      if (task.files.length > limits.maxFilesPerTask) {
        report(
          ["tasks", index, "files"],
          `${task.files.length} files; at most ${limits.maxFilesPerTask} a task. Split "${task.id}" into smaller tasks`,
        );
      }
    }
    for (const [index, task] of plan.tasks.entries()) {
      for (const id of task.dependsOn ?? []) {
        if (!ids.has(id))
          report(["tasks", index, "dependsOn"], `"${id}" is not the id of a task in this plan`);
      }
    }
    const cycle = findCycle(plan.tasks);
    if (cycle)
      report(["tasks"], `dependsOn goes in a circle: ${cycle.join(" → ")}. Remove one of these dependencies`);
  });
}

/** A cycle as ids, the first repeated at the end, or nothing. Depth-first, iterative: plans come from models. */
function findCycle(tasks: readonly PlannedTask[]): string[] | undefined {
  const dependencies = new Map(tasks.map((task) => [task.id, task.dependsOn]));
  const finished = new Set<string>();
  for (const start of dependencies.keys()) {
    const path = new Set<string>();
    const stack: { id: string; leave: boolean }[] = [{ id: start, leave: false }];
    for (let frame = stack.pop(); frame; frame = stack.pop()) {
      if (frame.leave) {
        path.delete(frame.id);
        finished.add(frame.id);
        continue;
      }
      if (finished.has(frame.id)) continue;
      if (path.has(frame.id)) return [...[...path].slice([...path].indexOf(frame.id)), frame.id];
      path.add(frame.id);
      stack.push({ id: frame.id, leave: true });
      for (const id of dependencies.get(frame.id) ?? []) stack.push({ id, leave: false });
    }
  }
  return undefined;
}
