import type { EventObject } from "xstate";
import type { RunEvent, RunSnapshot } from "../../../src/machine/index.js";
import { eventsTo, explore, type Node } from "../../model/explore.js";
import { createTransitionTeller } from "../../model/taken.js";
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
 * shortest way to each step, those first that take most of what is not taken yet.
 */
export function choosePaths(least: number): { paths: Path[]; missed: string[] } {
  const missing = new Set(allTransitions().filter((name) => !playedElsewhere(name)));
  const ways = worlds.flatMap(waysIn);
  const chosen: Way[] = [];
  const gainOf = ({ taken, length }: Way) => {
    const gain = [...taken].filter((name) => missing.has(name)).length;
    return gain === 0 ? 0 : gain / (length + 4);
  };
  for (;;) {
    const best = ways.reduce((first, way) => (gainOf(way) > gainOf(first) ? way : first));
    if (gainOf(best) === 0) break;
    for (const name of best.taken) missing.delete(name);
    chosen.push(best);
  }
  // The rest is spread over what was found, so that every kind of end is among it.
  const rest = ways.filter((way) => !chosen.includes(way));
  const more = Math.max(0, least - chosen.length);
  chosen.push(
    ...Array.from({ length: more }, (_, index) => rest[Math.floor((index * rest.length) / more)] as Way),
  );
  return { paths: chosen.map(({ path }) => path()), missed: [...missing] };
}

interface Way {
  taken: ReadonlySet<string>;
  length: number;
  path(): Path;
}

const longest = 24;

/** The shortest way to each step of a world that differs from the others by its states, event or question. */
function waysIn(world: World): Way[] {
  const tell = createTransitionTeller();
  const known = new Set<string>();
  /** What the way to a node takes, for the nodes whose way can be played in time. */
  const takenTo = new Map<Node, ReadonlySet<string>>();
  const ways: Way[] = [];
  for (const node of explore(world, []).nodes) {
    const { from } = node;
    const before = from && takenTo.get(from.node);
    if (from && !before) continue;
    const events = eventsTo(node);
    if (events.length > longest || !events.every(isPlayable)) continue;
    const taken = from && before ? union(before, tell(from.node.snapshot, from.event)) : new Set<string>();
    takenTo.set(node, taken);
    for (const { event, to } of node.edges) {
      const key = JSON.stringify([
        node.snapshot.value,
        event.type,
        to.snapshot.value,
        to.snapshot.context.question,
      ]);
      if (known.has(key) || !isPlayable(event)) continue;
      const path = (): Path => ({
        world,
        events: [...events, event],
        states: [...statesTo(node), to.snapshot],
      });
      if (!isInTime(path())) continue;
      known.add(key);
      ways.push({ taken: union(taken, tell(node.snapshot, event)), length: events.length + 1, path });
    }
  }
  return ways;
}

function union(names: ReadonlySet<string>, transitions: readonly Parameters<typeof transitionName>[0][]) {
  return new Set([...names, ...transitions.map(transitionName)]);
}

function statesTo(node: Node): RunSnapshot[] {
  const states = [node.snapshot];
  for (let { from } = node; from; { from } = from.node) states.unshift(from.node.snapshot);
  return states;
}
