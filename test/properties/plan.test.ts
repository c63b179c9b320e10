import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { atomicPlanSchema } from "../../src/contracts/plan.js";
import {
  changeTask,
  createQueue,
  dependantsOf,
  nextReadyTask,
  pendingTask,
  type TaskQueue,
  tasksOf,
} from "../../src/machine/task-queue.js";
import { task } from "../model/worlds.js";

const schema = atomicPlanSchema({ maxTasks: 200, maxFilesPerTask: 2 });

/** Names as models give them, those of every object among them. */
const ids = fc.uniqueArray(
  fc.oneof(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.constantFrom("__proto__", "constructor", "toString", "T1", "R1", "1", " "),
  ),
  { minLength: 1, maxLength: 140 },
);

/** A plan without a circle, in any order of its tasks. */
const acyclicPlans = ids
  .chain((names) =>
    fc.record({
      names: fc.constant(names),
      edges: fc.array(fc.tuple(fc.nat(names.length - 1), fc.nat(names.length - 1)), {
        maxLength: names.length * 2,
      }),
      order: fc.shuffledSubarray(names, { minLength: names.length }),
    }),
  )
  .map(({ names, edges, order }) => {
    const needs = new Map(names.map((name) => [name, new Set<string>()]));
    for (const [a, b] of edges)
      if (a !== b) needs.get(names[Math.max(a, b)] as string)?.add(names[Math.min(a, b)] as string);
    return order.map((id) => task(id, [...(needs.get(id) ?? [])]));
  });

function parsed(tasks: unknown) {
  return schema.safeParse({ summary: "the plan", tasks });
}

describe("a random plan", () => {
  test("without a circle is accepted as it is", () => {
    fc.assert(
      fc.property(acyclicPlans, (tasks) => {
        expect(parsed(tasks).data?.tasks).toEqual(tasks);
      }),
    );
  });

  test("with a circle of any length is refused, and the circle is named", () => {
    const circles = acyclicPlans.chain((tasks) =>
      fc.tuple(fc.constant(tasks), fc.integer({ min: 1, max: tasks.length })),
    );
    fc.assert(
      fc.property(circles, ([tasks, length]) => {
        const round = tasks.slice(0, length);
        const closed = tasks.map((each, at) =>
          at < length
            ? { ...each, dependsOn: [...(each.dependsOn ?? []), round[(at + 1) % length]?.id ?? ""] }
            : each,
        );
        const messages = parsed(closed).error?.issues.map(({ message }) => message) ?? [];
        expect(messages.some((message) => message.startsWith("dependsOn goes in a circle: "))).toBe(true);
      }),
    );
  });

  test("is done in an order in which nothing comes before what it needs, each task once", () => {
    fc.assert(
      fc.property(acyclicPlans, (tasks) => {
        const done = workedOff(createQueue(tasks.map((each) => pendingTask(each))));
        expect([...done].sort()).toEqual(tasks.map(({ id }) => id).sort());
        for (const { id, dependsOn = [] } of tasks) {
          for (const other of dependsOn) expect(done.indexOf(other)).toBeLessThan(done.indexOf(id));
        }
      }),
    );
  });

  test("goes on around a skipped task with exactly those that do not need it", () => {
    fc.assert(
      fc.property(acyclicPlans, fc.nat(), (tasks, pick) => {
        const queue = createQueue(tasks.map((each) => pendingTask(each)));
        const skipped = tasks[pick % tasks.length]?.id ?? "";
        const blocked = dependantsOf(queue, skipped);
        const needs = (id: string): boolean =>
          tasks
            .find((each) => each.id === id)
            ?.dependsOn?.some((other) => other === skipped || needs(other)) ?? false;
        if (tasks.length < 30)
          expect(blocked.sort()).toEqual(
            tasks
              .map(({ id }) => id)
              .filter(needs)
              .sort(),
          );
        let rest = changeTask(queue, skipped, { status: "skipped" });
        for (const id of blocked) rest = changeTask(rest, id, { status: "blocked" });
        expect(workedOff(rest).length).toBe(tasks.length - 1 - blocked.length);
      }),
    );
  });
});

/** The ids in the order in which the queue gives its tasks out. It survives JSON between any two of them. */
function workedOff(queue: TaskQueue): string[] {
  const done: string[] = [];
  for (let task = nextReadyTask(queue); task; task = nextReadyTask(queue)) {
    done.push(task.id);
    queue = JSON.parse(JSON.stringify(changeTask(queue, task.id, { status: "verified" })));
    if (done.length > tasksOf(queue).length) throw new Error("a task is given out again and again");
  }
  return done;
}
