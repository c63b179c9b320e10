import fc from "fast-check";
import { expect } from "vitest";
import { initialTransition } from "xstate";
import { orchestratorMachine, type RunEvent, type RunSnapshot } from "../../src/machine/index.js";
import { take } from "../model/explore.js";
import { invariants } from "../model/invariants/all.js";
import { outsideEvents, possibleEvents } from "../model/outcomes.js";
import { firstWitness, noTotals } from "../model/witness.js";
import { everyCommand, everyFailure, task, type World } from "../model/worlds.js";

/** Tasks that depend only on tasks before or after them in the plan, never in a circle. */
const plans = fc.integer({ min: 1, max: 6 }).chain((count) =>
  fc
    .tuple(
      fc.array(fc.boolean(), { minLength: count * count, maxLength: count * count }),
      fc.shuffledSubarray([...Array(count).keys()], { minLength: count }),
    )
    .map(([needs, order]) =>
      order.map((rank) =>
        task(
          `T${rank}`,
          [...Array(rank).keys()].filter((other) => needs[rank * count + other]).map((other) => `T${other}`),
        ),
      ),
    ),
);

const randomWorlds: fc.Arbitrary<World> = fc.record({
  name: fc.constant("random"),
  tasks: plans,
  limits: fc.record({
    retryLimit: fc.integer({ min: 0, max: 4 }),
    sameErrorLimit: fc.integer({ min: 1, max: 4 }),
    maxIterations: fc.integer({ min: 1, max: 12 }),
    callRetries: fc.integer({ min: 0, max: 3 }),
    searchAhead: fc.integer({ min: 0, max: 1 }),
    budget: fc.oneof(fc.constant({}), fc.record({ tokens: fc.integer({ min: 1, max: 300 }) })),
  }),
  tokens: fc.integer({ min: 1, max: 20 }),
  baseline: fc.constant(["none", "passed", "couldNotRun", "ranNothing", "timedOut", "old"]),
  checks: fc.constant([
    "passed",
    "passed",
    "none",
    "weakened",
    "weakened as planned",
    "couldNotRun",
    "ranNothing",
    "timedOut",
    "doubtful",
    "late old",
    "late old+A",
    "A",
    "B",
    "A+B",
    "old",
    "old+A",
  ]),
  finalChecks: fc.constant(["passed", "passed", "ranNothing", "couldNotRun", "doubtful", "A", "B", "old+A"]),
  lint: fc.boolean(),
  verdicts: fc.constant(["pass", "pass", "fail", "fail otherwise"]),
  failures: fc.constant(everyFailure),
  commands: fc.constant(everyCommand),
});

const length = 250;
/** Which of the events that may happen does: mostly what actors do, sometimes what nobody expects. */
const choices = fc.array(
  fc.record({ pick: fc.nat(1_000_000), isOutside: fc.boolean(), isUnfit: fc.nat(19).map((of) => of === 0) }),
  { minLength: length, maxLength: length },
);

/**
 * Random plans, limits and events on the pure chart, held against every invariant at each step.
 * @returns how many events there were
 */
export function fuzzChart(runs: number): number {
  let events = 0;
  const held = Object.entries(invariants);
  fc.assert(
    fc.property(randomWorlds, choices, (world, picks) => {
      const [snapshot] = initialTransition(orchestratorMachine, { limits: world.limits });
      let at = { snapshot, known: firstWitness(world), totals: noTotals };
      for (const choice of picks) {
        if (at.snapshot.status !== "active") return;
        events++;
        const event = chosen(choice, at.snapshot, world);
        const step = take(at, event);
        for (const [title, invariant] of held) {
          const problem = invariant(step, world);
          if (problem) throw new Error(`${title}: ${problem}, after ${event.type}`);
        }
        if (!at.snapshot.can(event)) expect(step.after.value).toEqual(at.snapshot.value);
        at = { snapshot: step.after, known: step.knownAfter, totals: step.totals };
      }
    }),
    { numRuns: runs },
  );
  return events;
}

interface Choice {
  pick: number;
  isOutside: boolean;
  isUnfit: boolean;
}

function chosen({ pick, isOutside, isUnfit }: Choice, snapshot: RunSnapshot, world: World): RunEvent {
  const possible = possibleEvents(snapshot, world) as RunEvent[];
  const byItself = possible.filter(({ type }) => type.startsWith("xstate."));
  const likely = byItself.length > 0 && !(isOutside && pick % 5 === 0) ? byItself : withoutStops(possible);
  const from = isUnfit ? outsideEvents(world) : likely;
  const event = from[pick % from.length];
  if (!event) throw new Error(`nothing can happen in ${JSON.stringify(snapshot.value)}`);
  return event;
}

/** A stop ends the sequence: it comes often enough among what does not fit. */
function withoutStops(events: RunEvent[]): RunEvent[] {
  const others = events.filter(({ type }) => !type.endsWith(".stopped"));
  return others.length > 0 ? others : events;
}
