import { type EventObject, initialTransition, transition } from "xstate";
import { orchestratorMachine, type RunEvent, type RunSnapshot } from "../../../src/machine/index.js";
import { eventsTo, explore, type Node } from "../../model/explore.js";
import { createTransitionTeller } from "../../model/taken.js";
import { allTransitions, transitionName } from "../../model/transitions.js";
import { task, type World } from "../../model/worlds.js";
import { invokedIn, isAgent, isChecking, isGitWork } from "./play.js";

/** A way through the chart that OpenCode is to be led along. */
export interface Path {
  world: World;
  events: RunEvent[];
  /** The model's state before each event, and at the end. */
  states: RunSnapshot[];
}

const limits = { retryLimit: 1, sameErrorLimit: 2, maxIterations: 2, callRetries: 1, evidence: null };
const base: World = {
  name: "one task",
  tasks: [task("T1")],
  limits,
  tokens: 0,
  baseline: ["passed"],
  checks: ["passed", "A", "B"],
  finalChecks: ["passed", "A"],
  verdicts: ["pass", "fail"],
  failures: ["auth", "provider"],
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
    baseline: ["couldNotRun"],
    checks: ["couldNotRun"],
    finalChecks: ["couldNotRun"],
    failures: [],
  },
  { ...base, name: "a test is taken away", checks: ["passed", "weakened"], failures: [] },
  { ...base, name: "no retries", limits: { ...limits, retryLimit: 0, maxIterations: 4 }, failures: [] },
  {
    ...base,
    name: "the other commands",
    checks: ["passed", "A"],
    failures: ["provider", "auth"],
    commands: ["plan", "search", "review", "fix"],
  },
  ...[1, 2, 3].map(
    (calls): World => ({
      ...base,
      name: `a budget of ${calls} calls`,
      limits: { ...limits, budget: { tokens: calls * 10 } },
      tokens: 10,
      checks: ["passed", "A"],
      finalChecks: ["passed"],
      verdicts: ["pass"],
      failures: ["provider"],
      commands: ["mission", "plan", "search", "review", "fix"],
    }),
  ),
];

/** Whether each event of a path can be brought about in time, and what would follow the last one held back. */
const isInTime = ({ events, states }: Path) =>
  states.every((state, index) => {
    const type: string = events[index]?.type ?? "";
    const { failure, work } = state.context;
    const invoked = invokedIn(state);
    // After the user's word nothing waits.
    const isAtOnce = state._nodes.some(({ key }) => key === "backingOff") && failure === null;
    if (isAtOnce) return type.startsWith("xstate.after.");
    // The run's folder is made and the checks begin in one go: they cannot be spoilt between the two.
    if (index === 1 && type === "xstate.error.actor.diagnosis") return false;
    // Where nothing was changed, nothing is taken back, and git is not asked.
    if (invoked === "rollback" && (!work?.taskCheckpoint?.tree || !hasChange(events.slice(0, index))))
      return isDone(type, invoked);
    // The checks use git to their very end.
    const [, before = ""] = /^xstate\.done\.actor\.(.+)$/.exec(events[index - 1]?.type ?? "") ?? [];
    const isAfterChecks = isChecking(before);
    return !(isAfterChecks && isGitWork(invoked)) || isDone(type, invoked);
  });

/** Whether an agent has changed something since its task was begun. */
function hasChange(events: readonly { type: string }[]): boolean {
  const opening = events.findLastIndex(({ type }) =>
    /done\.actor\.(?:searcher|diagnosis|baselineChecks)$/.test(type),
  );
  return events.slice(opening + 1).some(({ type }) => /done\.actor\.(?:coder|fixer)$/.test(type));
}

const isDone = (type: string, actor: string) => type === `xstate.done.actor.${actor}`;

function isPlayable(event: EventObject): boolean {
  if (event.type === "journal.failed" || event.type === "call.abandoned") return false;
  const [, actor] = /^xstate\.error\.actor\.(\w+)$/.exec(event.type) ?? [];
  const { error } = event as { error?: { failure?: { kind: string } } };
  // Only a provider refuses a key.
  return actor === undefined || isAgent(actor) || error?.failure?.kind !== "auth";
}

/** Transitions that nobody can bring about at a chosen moment, and why. */
const unplayable: [transition: RegExp, why: string][] = [
  [/--journal\.failed\[/, "only a disk that refuses the journal does: disk.test.ts"],
  [/--call\.abandoned\[/, "it comes whenever a session that was stopped has ended; the journal has it then"],
  [
    /\.(splitting|looking|examining)\.admitting --\[isBudgetReached\]/,
    "the first call of a run: no option allows a budget of nothing",
  ],
  [
    /\.judging\.probing\.(?:trying|choosing --\[(?!isProbingOver\]))|--\[(?:isUnnoticed|isReviewedOnly)\]/,
    "what a probe says depends on real tests: test/live/evidence.test.ts",
  ],
  [
    /\.(?:testing|amending|restarting)\b|\[(?:areTestsFirst|hasObjection|isFreshStart)\]/,
    "whether tests fail depends on real tests: test/live/tests-first.test.ts",
  ],
  [
    /\.task\.ahead\.(?:waiting --\[maySearchAhead\]|searching)|\[hasFindings\]/,
    "the paths are of one call at a time: test/live/search-ahead.test.ts",
  ],
  [
    /\.planning\.ahead\.(?:deciding --\[worksAhead\]|running)|\[hasBaseline\]/,
    "the paths are of one thing at a time: test/live/baseline-ahead.test.ts",
  ],
  [
    /\.saving --xstate\.done\.actor\.\w+\[isBudgetReached\]/,
    "only an abandoned call that is told while the tree is saved uses the budget up there",
  ],
];

/**
 * Paths that together take every transition of the chart that can be played, and more of them up to `least`: the
 * shortest way to each step, those first that take most of what is not taken yet.
 */
export function choosePaths(least: number): { paths: Path[]; missed: string[] } {
  const missing = new Set(allTransitions().filter((name) => !unplayable.some(([which]) => which.test(name))));
  const ways = worlds.filter(({ limits }) => !limits.searchAhead).flatMap(waysIn);
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
  for (const node of explore(world, [], undefined, isPlayable).nodes) {
    const { from } = node;
    const before = from && takenTo.get(from.node);
    if (from && !before) continue;
    const events = eventsTo(node);
    if (events.length > longest) continue;
    const taken = from && before ? union(before, tell(from.node.snapshot, from.event)) : new Set<string>();
    takenTo.set(node, taken);
    for (const { event, to } of node.edges) {
      const { question } = to.snapshot.context;
      const isRetried = node.snapshot.context.failure === null;
      const key = JSON.stringify([node.snapshot.value, event.type, to.snapshot.value, question, isRetried]);
      if (known.has(key)) continue;
      const all = [...events, event];
      const path = (): Path => ({ world, events: all, states: statesOf(world, all) });
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

/** The model's own, since an end that is reached in many ways stands for all of them. */
function statesOf(world: World, events: readonly RunEvent[]): RunSnapshot[] {
  const [first] = initialTransition(orchestratorMachine, { limits: world.limits });
  const states = [first];
  for (const event of events)
    states.push(transition(orchestratorMachine, states.at(-1) as RunSnapshot, event)[0]);
  return states;
}
