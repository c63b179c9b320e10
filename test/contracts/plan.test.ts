import { describe, expect, it } from "vitest";
import { atomicPlanSchema, type PlannedTask } from "../../src/contracts/plan.js";

function task(id: string, dependsOn?: string[], more: Partial<PlannedTask> = {}): PlannedTask {
  return {
    id,
    title: `Do ${id}`,
    description: `${id} in full`,
    files: [`${id}.js`],
    acceptance: [`${id} works`],
    ...(dependsOn ? { dependsOn } : {}),
    ...more,
  };
}

/** What stands against a plan, as `path: message`. */
function problems(tasks: unknown[], limits = { maxTasks: 50, maxFilesPerTask: 2 }): string[] {
  const parsed = atomicPlanSchema(limits).safeParse({ summary: "the plan", tasks });
  return (parsed.error?.issues ?? []).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}

describe("atomicPlanSchema", () => {
  it("takes a plan whose tasks form a DAG, as it is", () => {
    const plan = {
      summary: "the plan",
      tasks: [task("T1", ["T3", "T2"]), task("T2", ["T3"]), task("T3")],
    };
    expect(atomicPlanSchema({ maxTasks: 3, maxFilesPerTask: 1 }).parse(plan)).toEqual(plan);
  });

  it("refuses an id that is used twice", () => {
    expect(problems([task("T1"), task("T2"), task("T1")])).toEqual([
      'tasks.2.id: "T1" is used twice; every id must be unique',
    ]);
  });

  it("refuses a dependency that is no task of the plan", () => {
    expect(problems([task("T1"), task("T2", ["T1", "T9"])])).toEqual([
      'tasks.1.dependsOn: "T9" is not the id of a task in this plan',
    ]);
  });

  it.each([
    ["itself", [task("T1", ["T1"])], "T1 → T1"],
    ["one that depends on it", [task("T1", ["T2"]), task("T2", ["T1"])], "T1 → T2 → T1"],
    [
      "itself in a long way, however the circle is reached",
      [task("T0", ["T1"]), task("T1", ["T2"]), task("T2", ["T3"]), task("T3", ["T4"]), task("T4", ["T2"])],
      "T2 → T3 → T4 → T2",
    ],
    [
      "a circle beside tasks that are in order",
      [task("A"), task("B", ["A"]), task("C", ["B", "D"]), task("D", ["C", "A"])],
      "C → D → C",
    ],
  ])("refuses a task that depends on %s, and shows the circle", (_, tasks, circle) => {
    expect(problems(tasks)).toEqual([
      `tasks: dependsOn goes in a circle: ${circle}. Remove one of these dependencies`,
    ]);
  });

  it("finds a circle through 10,000 tasks", () => {
    const tasks = Array.from({ length: 10_000 }, (_, index) =>
      task(`T${index}`, [`T${(index + 1) % 10_000}`]),
    );
    const [found = "", ...more] = problems(tasks, { maxTasks: 10_000, maxFilesPerTask: 2 });
    expect(more).toEqual([]);
    expect(found.split(" → ")).toHaveLength(10_001);
    expect(found.startsWith("tasks: dependsOn goes in a circle: T0 → T1 → T2 → ")).toBe(true);
  });

  it("finds no circle in 10,000 tasks with more ways through them than could ever be walked", () => {
    const tasks = Array.from({ length: 5_000 }, (_, row) => {
      const above = row === 0 ? [] : [`L${row - 1}`, `R${row - 1}`];
      return [task(`L${row}`, above), task(`R${row}`, above)];
    });
    expect(problems(tasks.flat().reverse(), { maxTasks: 10_000, maxFilesPerTask: 2 })).toEqual([]);
  });

  it("refuses more files a task than allowed, and says which task to split", () => {
    const tasks = [task("T1", [], { files: ["a.js", "b.js"] }), task("T2", [], { files: ["a", "b", "c"] })];
    expect(problems(tasks)).toEqual([
      'tasks.1.files: 3 files; at most 2 a task. Split "T2" into smaller tasks',
    ]);
  });

  it("refuses more tasks than allowed", () => {
    const tasks = [task("T1"), task("T2"), task("T3")];
    expect(problems(tasks, { maxTasks: 2, maxFilesPerTask: 2 })).toEqual([
      "tasks: 3 tasks; at most 2 are allowed. Merge tasks or plan the first part only",
    ]);
  });

  it("tells all that is wrong at once", () => {
    const tasks = [task("T1", ["T1"]), task("T1", ["T7"])];
    expect(
      problems(tasks, { maxTasks: 1, maxFilesPerTask: 0 }).map((problem) => problem.split(":")[0]),
    ).toEqual(["tasks", "tasks.0.files", "tasks.1.id", "tasks.1.files", "tasks.1.dependsOn"]);
  });

  it.each([
    ["no task", []],
    ["a task without a file", [task("T1", [], { files: [] })]],
    ["a task with an empty file", [task("T1", [], { files: [""] })]],
    ["a task without an acceptance criterion", [task("T1", [], { acceptance: [] })]],
    ["a task with an empty acceptance criterion", [task("T1", [], { acceptance: [""] })]],
    ["a task without an id", [task("")]],
    ["a task without a description", [task("T1", [], { description: "" })]],
  ])("refuses a plan with %s", (_, tasks) => {
    expect(problems(tasks)).toEqual([
      expect.stringMatching(/^tasks(\.0\.\w+(\.0)?)?: Too small: expected .* to have >=1 /),
    ]);
  });
});
