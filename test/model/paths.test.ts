import { expect, test } from "vitest";
import { createActor, type EventObject, fromPromise, SimulatedClock, transition } from "xstate";
import { addedErrors } from "../../src/machine/gate.js";
import { orchestratorMachine, type RunEvent, type RunSnapshot, restStatus } from "../../src/machine/index.js";
import { findTask, tasksOf } from "../../src/machine/task-queue.js";
import { explore } from "./explore.js";
import { possibleEvents, worlds } from "./outcomes.js";

const explored = worlds.map((world) => ({ ...world, paths: explore(world) }));

test("there are worlds in which the run ends verified, unverified and stopped", () => {
  const ends = new Set(
    explored.flatMap(({ paths }) => paths.map((path) => restStatus(path.state as RunSnapshot))),
  );
  expect([...ends].filter(Boolean).sort()).toEqual([
    "needs-user",
    "paused",
    "stopped",
    "unverified",
    "verified",
  ]);
});

for (const { name, paths } of explored) {
  const snapshots = paths.flatMap((path) => path.steps.map((step) => step.state as RunSnapshot));

  test(`${name}: no cap, retry limit or same-error limit is ever overshot`, () => {
    for (const { context } of snapshots) {
      expect(context.iterations).toBeLessThanOrEqual(context.iterationLimit);
      expect(context.work?.retries ?? 0).toBeLessThanOrEqual(context.limits.retryLimit);
      for (const seen of Object.values(context.work?.seen ?? {})) {
        expect(seen).toBeLessThanOrEqual(context.limits.sameErrorLimit);
      }
    }
  });

  test(`${name}: a task becomes verified only by a passed review on top of a check that ran`, () => {
    for (const path of paths) {
      for (const [index, step] of path.steps.entries()) {
        const before = (path.steps[index - 1]?.state as RunSnapshot | undefined)?.context;
        const after = (step.state as RunSnapshot).context;
        const isVerified = (context: typeof before, id: string) =>
          context !== undefined && findTask(context.queue, id)?.status === "verified";
        const ids = tasksOf(after.queue).map(({ id }) => id);
        for (const id of ids.filter((each) => isVerified(after, each) && !isVerified(before, each))) {
          expect(step.event).toMatchObject({ output: { submission: { verdict: "pass" } } });
          expect(before?.work?.taskId).toBe(id);
          expect(before?.work?.checks.some((check) => check.exitCode !== null)).toBe(true);
          expect(addedErrors(before?.work?.checks ?? [], before?.baseline ?? {})).toEqual([]);
        }
      }
    }
  });

  test(`${name}: the run is verified only when every task is, and the last checks ran`, () => {
    const verified = paths.filter((path) => restStatus(path.state as RunSnapshot) === "verified");
    for (const { state } of verified) {
      const { queue, finalChecks } = (state as RunSnapshot).context;
      expect(tasksOf(queue).map((task) => task.status)).not.toContain("skipped");
      expect(tasksOf(queue).every((task) => task.status === "verified")).toBe(true);
      expect(finalChecks.some((check) => check.exitCode !== null)).toBe(true);
    }
  });

  test(`${name}: wherever nothing runs, the user is asked, has paused, or the run is over`, () => {
    for (const snapshot of snapshots) {
      const isRunning = snapshot._nodes.some((node) => node.invoke.length > 0 || node.after.length > 0);
      const rests =
        snapshot.hasTag("needsUser") || snapshot.hasTag("resumable") || snapshot.status === "done";
      expect(isRunning || rests || snapshot.matches("idle")).toBe(true);
      if (snapshot.hasTag("needsUser")) expect(snapshot.context.question).not.toBeNull();
    }
  });
}

test("paths on a live actor reach every state and take every transition", () => {
  const reached = new Set<string>();
  const taken = new Set<string>();
  for (const world of explored) {
    for (const { events, value } of pathsOverEveryEdge(world)) {
      const actor = createActor(inert, {
        input: { limits: world.limits },
        clock: new SimulatedClock(),
        inspect: (event) => {
          if (event.type !== "@xstate.microstep") return;
          const { _transitions } = event as unknown as { _transitions: Transition[] };
          for (const transition of _transitions) taken.add(edgeName(transition));
        },
      });
      actor.start();
      for (const event of events) actor.send(event as never);
      expect(actor.getSnapshot().value).toEqual(value);
      for (const node of actor.getSnapshot()._nodes) reached.add(node.id);
      actor.stop();
    }
  }
  expect(allEdges().filter((edge) => !taken.has(edge))).toEqual([]);
  expect(restingNodes().filter((id) => !reached.has(id))).toEqual([]);
});

/** The shortest path to each state and one more event, once for every way of a state value to another. */
function pathsOverEveryEdge({ paths, ...world }: (typeof explored)[number]) {
  const seen = new Set<string>();
  return paths.flatMap((path) => {
    const snapshot = path.state as RunSnapshot;
    const events = path.steps.slice(1).map((step) => step.event as EventObject);
    return possibleEvents(snapshot, world).flatMap((event) => {
      const [next] = transition(orchestratorMachine, snapshot, event as RunEvent);
      const statuses = tasksOf(next.context.queue).map((task) => task.status);
      const key = JSON.stringify([snapshot.value, event.type, next.value, statuses]);
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ events: [...events, event], value: next.value }];
    });
  });
}

interface Transition {
  source: { id: string };
  eventType: string;
  target?: readonly { id: string }[];
  guard?: unknown;
}

const never = () => new Promise<never>(() => {});
const actors = [
  "planner",
  "searcher",
  "coder",
  "reviewer",
  "examiner",
  "fixer",
  "checks",
  "checkpoint",
  "rollback",
];
const inert = orchestratorMachine.provide({
  actors: Object.fromEntries(actors.map((name) => [name, fromPromise(never)])) as never,
});

function edgeName({ source, eventType, target, guard }: Transition): string {
  return `${source.id} --${eventType}[${String(guard ?? "")}]→ ${target?.map((node) => node.id).join() ?? "itself"}`;
}

function allNodes() {
  const nodes = [orchestratorMachine.root];
  for (const node of nodes) nodes.push(...Object.values(node.states));
  return nodes;
}

function allEdges(): string[] {
  return allNodes().flatMap((node) =>
    [...[...node.transitions.values()].flat(), ...(node.always ?? [])].map((edge) => edgeName(edge as never)),
  );
}

/** States in which the machine can be found: decision states and ends of regions are passed in one go. */
function restingNodes(): string[] {
  return allNodes()
    .filter((node) => node.type === "atomic" && !node.always?.length)
    .map((node) => node.id);
}
