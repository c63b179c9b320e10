import { expect, test } from "vitest";
import { type AnyStateMachine, createActor, SimulatedClock } from "xstate";
import { getAdjacencyMap } from "xstate/graph";
import { orchestratorMachine, type RunEvent, type RunSnapshot } from "../../src/machine/index.js";
import { isBaselineOpen } from "./check-worlds.js";
import { type Explored, eventsTo, keyOf, take } from "./explore.js";
import { dataOf, interrupted, leavesOf, liveMachine, perform } from "./live-paths.js";
import { possibleEvents } from "./outcomes.js";
import { stateKey } from "./state-key.js";
import { allTransitions, restingStates, transitionName } from "./transitions.js";
import { firstWitness, noTotals } from "./witness.js";

/** Leads live actors through explored worlds. Together the worlds take every transition of the chart. */
export function checkLivePaths(explored: readonly Explored[]): void {
  test("xstate/graph finds the same states", () => {
    const { world, nodes } = explored.find(({ world }) => world.name === "two tasks in a chain") as Explored;
    const found = getAdjacencyMap(orchestratorMachine as AnyStateMachine, {
      input: { limits: world.limits },
      events: (snapshot) => possibleEvents(snapshot as RunSnapshot, world) as never[],
      serializeState: (snapshot) => JSON.stringify(stateKey(snapshot as RunSnapshot)) as never,
      serializeEvent: (event) => JSON.stringify(event) as never,
      stopWhen: ({ status }) => status !== "active",
      limit: 100_000,
    });
    const active = nodes.filter(({ snapshot }) => snapshot.status === "active");
    const ours = new Set(active.map(({ snapshot }) => JSON.stringify(stateKey(snapshot))));
    const theirs = Object.values(found).filter(({ state }) => state.status === "active");
    expect(theirs.length).toBe(ours.size);
  });

  test("states that are taken for one go on alike", () => {
    for (const { world, nodes } of explored) {
      // Each way into a state but the shortest: its own counters may differ from the state's that stands for it.
      const others = nodes.flatMap((node) =>
        node.edges.filter(({ to }) => to.from?.node !== node).map((edge) => ({ node, ...edge })),
      );
      const every = Math.max(1, Math.floor(others.length / 400));
      for (const { node, event, to } of others.filter((_, index) => index % every === 0)) {
        const other = take(node, event);
        const merged = { snapshot: other.after, known: other.knownAfter, totals: other.totals };
        const ways = possibleEvents(merged.snapshot, world) as RunEvent[];
        expect(ways).toEqual(to.edges.map(({ event }) => event));
        for (const [index, way] of ways.entries()) {
          const { after, knownAfter } = take(merged, way);
          const standing = to.edges[index]?.to;
          expect(keyOf(after, knownAfter)).toBe(standing && keyOf(standing.snapshot, standing.known));
        }
      }
    }
  });

  test("live actors reach every state and take every transition", async () => {
    const reached = new Set<string>();
    const taken = new Set<string>();
    let steps = 0;
    const seen = new Set<string>();
    for (const { world, nodes } of explored) {
      const ways = nodes.flatMap((node) => node.edges.map(({ event, to }) => ({ node, event, to })));
      for (const { node, event, to } of ways) {
        const way = JSON.stringify([
          node.snapshot.value,
          event.type,
          to.snapshot.value,
          to.known.checks,
          to.known.outcome?.startsWith("weakened"),
          to.known.review,
          [node.known.proof.isNoticed, to.known.proof.end, to.known.proof.isNoticed],
        ]);
        if (seen.has(way)) continue;
        seen.add(way);
        const { calls, machine } = liveMachine();
        const clock = new SimulatedClock();
        const actor = createActor(machine, {
          input: { limits: world.limits },
          clock,
          inspect: (inspected) => {
            if (inspected.type !== "@xstate.microstep") return;
            const { _transitions } = inspected as unknown as {
              _transitions: Parameters<typeof transitionName>[0][];
            };
            for (const transition of _transitions) taken.add(transitionName(transition));
          },
        });
        actor.start();
        reached.add("orchestrator.idle");
        for (const each of [...eventsTo(node), event]) {
          await perform(each, { actor, calls, clock });
          steps++;
        }
        expect(actor.getSnapshot().value).toEqual(to.snapshot.value);
        for (const { id } of actor.getSnapshot()._nodes) reached.add(id);
        actor.stop();
        expect(calls.every(({ signal }) => signal.aborted || steps > 0)).toBe(true);
      }
    }
    const states = restingStates();
    const transitions = [...new Set(allTransitions())];
    const missedStates = states.filter((id) => !reached.has(id));
    const missed = transitions.filter((name) => !taken.has(name));
    process.stdout.write(
      `coverage on live actors: states ${states.length - missedStates.length}/${states.length}, transitions ${transitions.length - missed.length}/${transitions.length} (${seen.size} paths, ${steps} steps)\n`,
    );
    expect(missedStates).toEqual([]);
    expect(missed).toEqual([]);
  });

  test("a run that is saved, loaded and resumed after every single event ends where the undisturbed one does", async () => {
    let paths = 0;
    let steps = 0;
    // A budget may be used up between two events: a resumed run asks at once, the other one at the next call.
    for (const { world, nodes } of explored.filter(({ world }) => !world.limits.budget)) {
      const leaves = leavesOf(nodes);
      const every = Math.max(1, Math.floor(leaves.length / 30));
      for (const leaf of leaves.filter((_, index) => index % every === 0)) {
        paths++;
        const { calls, machine } = liveMachine();
        const clock = new SimulatedClock();
        let actor = createActor(machine, { input: { limits: world.limits }, clock });
        actor.start();
        let plain = {
          snapshot: actor.getSnapshot() as RunSnapshot,
          known: firstWitness(world),
          totals: noTotals,
        };
        for (const event of eventsTo(leaf)) {
          steps++;
          await perform(event, { actor, calls, clock });
          const step = take(plain, event);
          plain = { snapshot: step.after, known: step.knownAfter, totals: step.totals };
          expectAlike(actor.getSnapshot(), plain.snapshot);
          if (isBaselineOpen(plain.snapshot)) continue;
          actor = interrupted(actor, calls, clock);
          expectAlike(actor.getSnapshot(), plain.snapshot);
          expect(Object.keys(actor.getSnapshot().children).sort()).toEqual(
            Object.keys(plain.snapshot.children).sort(),
          );
        }
        actor.stop();
      }
    }
    process.stdout.write(`saved and loaded after each of ${steps} steps on ${paths} paths\n`);
  });
}

/** Compares texts first: looking into both takes most of the time, and there is a difference only in a failure. */
function expectAlike(live: RunSnapshot, pure: RunSnapshot): void {
  const [ours, theirs] = [live, pure].map(dataOf) as [string, string];
  if (ours !== theirs) expect(JSON.parse(ours)).toEqual(JSON.parse(theirs));
}
