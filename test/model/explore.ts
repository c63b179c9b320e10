import { initialTransition } from "xstate";
import { orchestratorMachine, type RunEvent, type RunSnapshot } from "../../src/machine/index.js";
import { possibleEvents } from "./outcomes.js";
import { pureTransition } from "./pure-transition.js";
import { stateKey } from "./state-key.js";
import {
  firstWitness,
  noTotals,
  type Start,
  type Step,
  type Totals,
  type Witness,
  witnessed,
} from "./witness.js";
import type { World } from "./worlds.js";

/** A state that the machine can reach, with what a witness knows there, and the shortest way to it. */
export interface Node {
  snapshot: RunSnapshot;
  known: Witness;
  totals: Totals;
  edges: { event: RunEvent; to: Node }[];
  from: { node: Node; event: RunEvent } | undefined;
}

export type Invariant = (step: Step, world: World) => string | undefined;

export interface Explored {
  world: World;
  nodes: Node[];
  steps: number;
  /** The first violation of each invariant, with the shortest way to it. */
  violations: Map<Invariant, string>;
}

/** States; a chart with a mistake may have no end of them. */
const mostOfMutant = 20_000;

/**
 * Every state that the machine can reach in a world and every step between them, breadth first, until there are no
 * more: nothing bounds the depth. Each step is held against the invariants.
 *
 * @param mutant another machine, which is explored to its first violation, or as far as `mostOfMutant`
 * @param isPossible leaves events out, and with them what only they lead to
 */
export function explore(
  world: World,
  invariants: readonly Invariant[],
  mutant?: typeof orchestratorMachine,
  isPossible: (event: RunEvent) => boolean = () => true,
): Explored {
  const machine = mutant ?? orchestratorMachine;
  const [snapshot] = initialTransition(machine, { limits: world.limits });
  const known = firstWitness(world);
  const first: Node = { snapshot, known, totals: noTotals, edges: [], from: undefined };
  const nodes = [first];
  const byKey = new Map([[keyOf(snapshot, known), first]]);
  const violations: Explored["violations"] = new Map();
  let steps = 0;
  for (const node of nodes) {
    if (mutant && (violations.size > 0 || nodes.length > mostOfMutant)) break;
    for (const event of (possibleEvents(node.snapshot, world) as RunEvent[]).filter(isPossible)) {
      steps++;
      const step = take(node, event, machine);
      for (const invariant of invariants) {
        if (violations.has(invariant)) continue;
        const problem = invariant(step, world);
        if (problem) violations.set(invariant, `${problem}\n${storyOf(node, event)}`);
      }
      const key = keyOf(step.after, step.knownAfter);
      let to = byKey.get(key);
      if (!to) {
        to = {
          snapshot: step.after,
          known: step.knownAfter,
          totals: step.totals,
          edges: [],
          from: { node, event },
        };
        byKey.set(key, to);
        nodes.push(to);
      }
      node.edges.push({ event, to });
    }
  }
  return { world, nodes, steps, violations };
}

/** One event on the pure machine, and what a witness makes of it. */
export function take(
  { snapshot: before, known, totals }: Pick<Node, "snapshot" | "known" | "totals">,
  event: RunEvent,
  machine = orchestratorMachine,
): Step {
  const [after, actions] = pureTransition(machine, before, event);
  const params = (type: string) => actions.flatMap((action) => (action.type === type ? [action.params] : []));
  const starts = params("xstate.spawnChild") as unknown as Start[];
  const stops = params("xstate.stopChild").map(idOf);
  const [knownAfter, sums] = witnessed(known, totals, { before, event, after, starts });
  return { before, event, after, starts, stops, known, knownAfter, totals: sums };
}

function idOf(stopped: unknown): string {
  return typeof stopped === "string" ? stopped : (stopped as { id: string }).id;
}

export function keyOf(snapshot: RunSnapshot, known: Witness): string {
  // Nothing happens after an end; the step to it has been looked at.
  if (snapshot.status === "done") return JSON.stringify(snapshot.value);
  // Repairs are numbered for ever, and nothing asks for the number.
  return JSON.stringify([stateKey(snapshot), known]).replaceAll(/"R\d+"/g, '"R"');
}

/** The events of the shortest way to a state. */
export function eventsTo(node: Node): RunEvent[] {
  const events: RunEvent[] = [];
  for (let { from } = node; from; { from } = from.node) events.unshift(from.event);
  return events;
}

/** How a violation comes about, an event a line, for whoever must mend it. */
function storyOf(node: Node, event: RunEvent): string {
  return [...eventsTo(node), event].map((each) => `  ${describe(each)}`).join("\n");
}

function describe(event: RunEvent): string {
  const { output, error } = event as {
    output?: Record<string, never>;
    error?: { failure?: { kind: string } };
  };
  const { results, submission } = (output ?? {}) as {
    results?: { output: string }[];
    submission?: { verdict?: string };
  };
  const what = results?.[0]?.output ?? submission?.verdict ?? error?.failure?.kind;
  return what ? `${event.type} (${what})` : event.type;
}
