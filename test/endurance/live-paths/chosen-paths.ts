import { createActor, type EventObject, SimulatedClock } from "xstate";
import type { RunEvent, RunSnapshot } from "../../../src/machine/index.js";
import { eventsTo, explore } from "../../model/explore.js";
import { liveMachine, perform } from "../../model/live-paths.js";
import { allTransitions, transitionName } from "../../model/transitions.js";
import { task, type World } from "../../model/worlds.js";
import { invokedIn, isGitWork } from "./play.js";

/** A way through the chart that OpenCode is to be led along. */
export interface Path {
  world: World;
  events: RunEvent[];
  /** The model's state before each event, and at the end. */
  states: RunSnapshot[];
}

const limits = { retryLimit: 1, sameErrorLimit: 2, maxIterations: 2, callRetries: 1 };
const base: World = {
  name: "one task",
  tasks: [task("T1")],
  limits,
  tokens: 0,
  baseline: ["passed"],
  checks: ["passed", "A", "B"],
  finalChecks: ["passed", "A"],
  verdicts: ["pass", "fail"],
  failures: ["auth"],
  commands: ["mission"],
};

/** What a scripted model, real checks and a git that can be held or broken can play. */
const worlds: World[] = [
  base,
  { ...base, name: "calls that are tried again", checks: ["passed", "A"], failures: ["provider"] },
  {
    ...base,
    name: "two tasks",
    tasks: [task("T1"), task("T2", ["T1"])],
    checks: ["passed", "A"],
    failures: [],
  },
  {
    ...base,
    name: "no check can run",
    baseline: ["missing"],
    checks: ["missing"],
    finalChecks: ["missing"],
    failures: [],
  },
  { ...base, name: "no retries", limits: { ...limits, retryLimit: 0, maxIterations: 4 }, failures: [] },
  {
    ...base,
    name: "the other commands",
    checks: ["passed", "A"],
    failures: ["provider", "auth"],
    commands: ["plan", "search", "review", "fix"],
  },
  ...[1, 2, 3, 4].map(
    (calls): World => ({
      ...base,
      name: `a budget of ${calls} calls`,
      limits: { ...limits, budget: { tokens: calls * 10 } },
      tokens: 10,
      checks: ["passed", "A"],
      finalChecks: ["passed"],
      failures: ["provider"],
      commands: ["mission", "plan", "search", "review", "fix"],
    }),
  ),
];

/** Whether each event of a path can be brought about, or held back, in time. */
const isInTime = ({ events, states }: Path) =>
  events.every((event, index) => {
    const state = states[index] as RunSnapshot;
    const { failure, work } = state.context;
    const isOwn = (type: string) => type.endsWith(`.actor.${invokedIn(state)}`);
    // After the user's word nothing waits.
    const isAtOnce = state._nodes.some(({ key }) => key === "backingOff") && failure === null;
    if (isAtOnce) return event.type.startsWith("xstate.after.");
    // Where nothing was changed, nothing is taken back, and git is not asked.
    if (invokedIn(state) === "rollback" && !work?.taskCheckpoint?.tree) return isDone(event.type, "rollback");
    // The checks use git to their very end.
    const isAfterChecks = index > 0 && isDone(events[index - 1]?.type ?? "", "taskChecks");
    return (
      !(isAfterChecks && isGitWork(invokedIn(state))) ||
      (isOwn(event.type) && !event.type.includes(".error."))
    );
  });

const isDone = (type: string, actor: string) => type === `xstate.done.actor.${actor}`;

/** What only a disk that refuses the journal brings about is played by `disk.test.ts`. */
const isPlayable = ({ type }: EventObject) => type !== "journal.failed" && type !== "call.abandoned";

export const playedElsewhere = (name: string) => /--(journal\.failed|call\.abandoned)\[/.test(name);

/**
 * Paths that together take every transition of the chart that can be played, and more of them up to `least`: the
 * shortest way to each transition, those first that take most of what is not taken yet.
 */
export async function choosePaths(least: number): Promise<{ paths: Path[]; missed: string[] }> {
  const wanted = new Set(allTransitions().filter((name) => !playedElsewhere(name)));
  const found = (await Promise.all(worlds.map(waysIn))).flat();
  const paths: Path[] = [];
  const takeBest = (missing: ReadonlySet<string>) => {
    const gain = ({ taken }: Way) => taken.filter((name) => missing.has(name)).length;
    const best = found.reduce((first, way) => (score(way) > score(first) ? way : first));
    function score(way: Way) {
      return gain(way) === 0 ? -1 : gain(way) / (way.events.length + 4);
    }
    return gain(best) > 0 ? best : undefined;
  };
  const missing = new Set(wanted);
  for (let way = takeBest(missing); way; way = takeBest(missing)) {
    for (const name of way.taken) missing.delete(name);
    paths.push(way);
  }
  // The rest is spread over what was found, so that every kind of end is among it.
  const rest = found.filter((way) => !paths.includes(way));
  const every = Math.max(1, Math.floor(rest.length / Math.max(1, least - paths.length)));
  paths.push(...rest.filter((_, index) => index % every === 0).slice(0, Math.max(0, least - paths.length)));
  return { paths, missed: [...missing] };
}

interface Way extends Path {
  taken: string[];
}

/** The shortest way to each step of a world that takes a transition no shorter one takes from the same state. */
async function waysIn(world: World): Promise<Way[]> {
  const ways: Way[] = [];
  const known = new Set<string>();
  for (const node of explore(world, []).nodes) {
    const before = eventsTo(node);
    if (before.length > 24 || !before.every(isPlayable)) continue;
    for (const { event, to } of node.edges) {
      const key = JSON.stringify([
        node.snapshot.value,
        event.type,
        to.snapshot.value,
        to.snapshot.context.question,
      ]);
      if (known.has(key) || !isPlayable(event)) continue;
      known.add(key);
      const way = await played(world, [...before, event]);
      if (isInTime(way)) ways.push(way);
    }
  }
  return ways;
}

/** Walks a path on the machine with actors that are played, to see which transitions it takes. */
async function played(world: World, events: RunEvent[]): Promise<Way> {
  const taken: string[] = [];
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
      taken.push(..._transitions.map(transitionName));
    },
  });
  actor.start();
  const states = [actor.getSnapshot()];
  for (const event of events) {
    await perform(event, { actor, calls, clock });
    states.push(actor.getSnapshot());
  }
  actor.stop();
  return { world, events, states, taken: [...new Set(taken)] };
}
