import { describe, expect, it } from "vitest";
import type { Task, TaskStatus } from "../../src/machine/context.js";
import { dependantsOf, isDone, nextReadyTask, pendingTask } from "../../src/machine/task-queue.js";
import { task } from "./live-run.js";

/** A queue in the order of its keys; `T2: ["pending", "T1"]` depends on T1. */
function queue(entries: Record<string, [TaskStatus, ...string[]]>) {
  const tasks: Record<string, Task> = Object.fromEntries(
    Object.entries(entries).map(([id, [status, ...dependsOn]]) => [
      id,
      { ...pendingTask(task(id, dependsOn)), status },
    ]),
  );
  return { order: Object.keys(entries), tasks };
}

describe("nextReadyTask", () => {
  it("is the first pending task whose dependencies are verified or unverified", () => {
    const { order, tasks } = queue({
      T1: ["verified"],
      T2: ["unverified"],
      T3: ["pending", "T5"],
      T4: ["pending", "T1", "T2"],
      T5: ["pending"],
    });
    expect(nextReadyTask({ order, tasks })).toBe(tasks.T4);
    expect(nextReadyTask({ order: order.toReversed(), tasks })).toBe(tasks.T5);
  });

  it.each<TaskStatus>(["pending", "active", "skipped", "blocked"])(
    "is none when all wait for one that is %s",
    (status) => {
      const { order, tasks } = queue({ T1: [status, "T1"], T2: ["pending", "T1"] });
      expect(nextReadyTask({ order, tasks })).toBeUndefined();
    },
  );

  it("is none in an empty queue", () => {
    expect(nextReadyTask(queue({}))).toBeUndefined();
  });
});

describe("isDone", () => {
  it("holds for verified and unverified tasks only", () => {
    const { tasks } = queue({
      T1: ["pending"],
      T2: ["active"],
      T3: ["verified"],
      T4: ["unverified"],
      T5: ["skipped"],
      T6: ["blocked"],
    });
    expect(Object.values(tasks).filter(isDone)).toEqual([tasks.T3, tasks.T4]);
    expect(isDone(undefined)).toBe(false);
  });
});

describe("dependantsOf", () => {
  it("are the pending tasks that need it, directly or through others, in any order of the queue", () => {
    const { tasks } = queue({
      T5: ["pending", "T4"],
      T4: ["pending", "T2", "T3"],
      T3: ["pending"],
      T2: ["pending", "T1"],
      T1: ["active"],
      T6: ["pending", "T3"],
    });
    expect(dependantsOf(tasks, "T1").sort()).toEqual(["T2", "T4", "T5"]);
  });

  it("does not go through tasks that are finished", () => {
    const { tasks } = queue({ T1: ["active"], T2: ["verified", "T1"], T3: ["pending", "T2"] });
    expect(dependantsOf(tasks, "T1")).toEqual([]);
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
    });
    expect(pendingTask(planned, "repair").kind).toBe("repair");
  });
});
