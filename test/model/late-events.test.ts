import { beforeAll, describe, expect, test } from "vitest";
import { assign, transition } from "xstate";
import {
  type Context,
  findTask,
  orchestratorMachine,
  type RunEvent,
  type RunSnapshot,
  tasksOf,
} from "../../src/machine/index.js";
import { createQueue } from "../../src/machine/task-queue.js";
import { type Explored, explore, type Invariant } from "./explore.js";
import { outsideEvents } from "./outcomes.js";
import { invocations } from "./transitions.js";
import { worlds } from "./worlds.js";

/** A task that was coded is not looked for again, whatever ends late. */
const searchedOnce: Invariant = (step) => {
  const { input } = step.starts.find(({ id }) => id === "searcher") ?? {};
  const task = input?.task && findTask(step.before.context.queue, input.task.id);
  return task && task.attempts > 0 ? `${task.id} is searched after ${task.attempts} changes` : undefined;
};

/**
 * The results of calls that nobody waits for in this state, and what nobody was asked. A failure that came in this way
 * would end the chart as failed; XState lets none of a stopped call through (test/machine/late-calls.test.ts).
 */
function lateEvents({ snapshot }: Explored["nodes"][number], tokens: number): RunEvent[] {
  const running = new Set(snapshot._nodes.flatMap((node) => node.invoke).map(({ id }) => id));
  const ends = invocations()
    .filter((id) => !running.has(id))
    .map((id) => ({ type: `xstate.done.actor.${id}`, output: {}, actorId: id }));
  const unasked = outsideEvents({ tokens }).filter((event) => !snapshot.can(event));
  return [...ends, ...unasked] as RunEvent[];
}

describe.each(
  worlds.filter(({ name }) =>
    ["one task, and every way to fail", "two tasks in a chain", "errors to fix"].includes(name),
  ),
)("in the world of $name", (world) => {
  let explored: Explored;
  beforeAll(() => {
    explored = explore(world, [searchedOnce]);
  });

  test("a late event opens no task, starts nothing and moves nothing, in any state", () => {
    const placeOf = ({ value, context }: RunSnapshot) => JSON.stringify([value, tasksOf(context.queue)]);
    const moved = explored.nodes.flatMap((node) =>
      lateEvents(node, world.tokens).flatMap((event) => {
        const [after, effects] = transition(orchestratorMachine, node.snapshot, event);
        const isSame = effects.length === 0 && placeOf(after) === placeOf(node.snapshot);
        return isSame ? [] : [`${event.type} in ${JSON.stringify(node.snapshot.value)}`];
      }),
    );
    expect(moved).toEqual([]);
  });

  test("no task is searched again once it was coded", () => {
    expect(explored.violations.get(searchedOnce)).toBeUndefined();
  });
});

test("a chart that opens a task again is seen", () => {
  const [world] = worlds;
  if (!world) throw new Error("there is no world");
  const reopened = assign(({ context }) => ({
    queue: createQueue(tasksOf((context as Context).queue).map((task) => ({ ...task, status: "pending" }))),
  }));
  const mutant = orchestratorMachine.provide({ actions: { closeTask: reopened as never } });
  const { violations } = explore(world, [searchedOnce], mutant);
  expect(violations.get(searchedOnce)).toContain("T1 is searched after 1 changes");
});
