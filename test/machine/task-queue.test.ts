import { describe, expect, it } from "vitest";
import { noUsage } from "../../src/contracts/agent.js";
import {
  appendTask,
  changeTask,
  createQueue,
  dependantsOf,
  findTask,
  isDone,
  nextReadyTask,
  pendingTask,
  type Task,
  type TaskStatus,
  tasksOf,
} from "../../src/machine/task-queue.js";
import { task } from "./live-run.js";

/** The tasks of a queue in the order of their keys; `T2: ["pending", "T1"]` depends on T1. */
function tasks(entries: Record<string, [TaskStatus, ...string[]]>): Task[] {
  return Object.entries(entries).map(([id, [status, ...dependsOn]]) => ({
    ...pendingTask(task(id, dependsOn)),
    status,
  }));
}

describe("nextReadyTask", () => {
  it("is the first pending task whose dependencies are verified or unverified", () => {
    const some = tasks({
      T1: ["verified"],
      T2: ["unverified"],
      T3: ["pending", "T5"],
      T4: ["pending", "T1", "T2"],
      T5: ["pending"],
    });
    expect(nextReadyTask(createQueue(some))?.id).toBe("T4");
    expect(nextReadyTask(createQueue(some.toReversed()))?.id).toBe("T5");
  });

  it.each<TaskStatus>(["pending", "active", "skipped", "blocked"])(
    "is none when all wait for one that is %s",
    (status) => {
      expect(
        nextReadyTask(createQueue(tasks({ T1: [status, "T1"], T2: ["pending", "T1"] }))),
      ).toBeUndefined();
    },
  );

  it("is none in an empty queue", () => {
    expect(nextReadyTask(createQueue([]))).toBeUndefined();
  });

  it("is each task once, in a chain of hundreds that are done one after the other", () => {
    const chain = Array.from({ length: 300 }, (_, index) =>
      pendingTask(task(`T${index}`, index > 0 ? [`T${index - 1}`] : [])),
    );
    let queue = createQueue(chain);
    const opened: string[] = [];
    for (let ready = nextReadyTask(queue); ready; ready = nextReadyTask(queue)) {
      opened.push(ready.id);
      queue = changeTask(queue, ready.id, { status: "active" });
      expect(nextReadyTask(queue)).toBeUndefined();
      queue = changeTask(queue, ready.id, { status: "verified" });
    }
    expect(opened).toEqual(chain.map(({ id }) => id));
  });
});

describe("a queue", () => {
  it("without tasks has no page, and a full page has none after it", () => {
    expect(createQueue([])).toEqual({ pages: [], places: {}, firstPending: 0 });
    const full = Array.from({ length: 64 }, (_, at) => pendingTask(task(`T${at}`)));
    expect(createQueue(full).pages.map((page) => page.length)).toEqual([64]);
  });

  it("looks for a ready task from the first that is pending, among those that wait only", () => {
    let queue = createQueue(
      [task("T1", ["T3"]), task("T2"), task("T3")].map((planned) => pendingTask(planned)),
    );
    queue = changeTask(queue, "T2", { status: "verified" });
    expect([queue.firstPending, nextReadyTask(queue)?.id]).toEqual([0, "T3"]);
    queue = changeTask(queue, "T1", { status: "blocked" });
    expect(queue.firstPending).toBe(2);
    queue = changeTask(queue, "T3", { status: "skipped" });
    expect([queue.firstPending, nextReadyTask(queue)]).toEqual([3, undefined]);
  });

  const some = tasks(
    Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`T${index}`, ["pending"]])),
  );

  it("changes one task and leaves the queue before as it was", () => {
    const before = createQueue(some);
    const after = changeTask(before, "T100", { status: "active", attempts: 2 });
    expect(findTask(after, "T100")).toEqual({ ...some[100], status: "active", attempts: 2 });
    expect(tasksOf(before)).toEqual(some);
    expect(tasksOf(after)).toEqual(some.with(100, { ...some[100], status: "active", attempts: 2 } as Task));
  });

  it("survives JSON", () => {
    const queue = changeTask(createQueue(some), "T0", { status: "verified" });
    expect(JSON.parse(JSON.stringify(queue))).toEqual(queue);
  });

  it("takes a task at its end", () => {
    const repair = pendingTask(task("R1"), "repair");
    expect(tasksOf(appendTask(createQueue(some), repair))).toEqual([...some, repair]);
  });

  it("has no task by the name of what every object has, unless it was given one", () => {
    expect(findTask(createQueue(some), "constructor")).toBeUndefined();
    const [named] = [{ ...pendingTask(task("__proto__")) }];
    expect(findTask(createQueue([named]), "__proto__")).toEqual(named);
  });

  it("refuses to change a task that it does not have", () => {
    expect(() => changeTask(createQueue(some), "T999", {})).toThrow("Task T999 is not in the queue");
  });
});

describe("isDone", () => {
  it("holds for verified and unverified tasks only", () => {
    const some = tasks({
      T1: ["pending"],
      T2: ["active"],
      T3: ["verified"],
      T4: ["unverified"],
      T5: ["skipped"],
      T6: ["blocked"],
    });
    expect(some.filter(isDone).map(({ id }) => id)).toEqual(["T3", "T4"]);
    expect(isDone(undefined)).toBe(false);
  });
});

describe("dependantsOf", () => {
  it("are the pending tasks that need it, directly or through others, in any order of the queue", () => {
    const queue = createQueue(
      tasks({
        T5: ["pending", "T4"],
        T4: ["pending", "T2", "T3"],
        T3: ["pending"],
        T2: ["pending", "T1"],
        T1: ["active"],
        T6: ["pending", "T3"],
      }),
    );
    expect(dependantsOf(queue, "T1").sort()).toEqual(["T2", "T4", "T5"]);
  });

  it("does not go through tasks that are finished", () => {
    const some = tasks({ T1: ["active"], T2: ["verified", "T1"], T3: ["pending", "T2"] });
    expect(dependantsOf(createQueue(some), "T1")).toEqual([]);
  });
});

describe("pendingTask", () => {
  it("is a planned task that nobody has worked on", () => {
    const { dependsOn: _, ...planned } = task("T1");
    expect(pendingTask(planned)).toEqual({
      ...planned,
      dependsOn: [],
      kind: "planned",
      status: "pending",
      attempts: 0,
      changedFiles: [],
      errors: [],
      spent: noUsage,
    });
    expect(pendingTask(planned, "repair").kind).toBe("repair");
  });

  it("names its files as git does", () => {
    const files = ["./a.js", "././b.js", "c./d.js"];
    expect(pendingTask({ ...task("T1"), files }).files).toEqual(["a.js", "b.js", "c./d.js"]);
  });
});
