import { describe, expect, test } from "vitest";
import { type RunSnapshot, restStatus } from "../../src/machine/index.js";
import { type Explored, explore, type Node } from "./explore.js";
import { invariants } from "./invariants/all.js";
import { stateKey } from "./state-key.js";
import { setAside } from "./witness.js";
import type { World } from "./worlds.js";

/** Explores each world to its end; every invariant is a test, as are the properties of the whole graph. */
export function checkWorlds(worlds: readonly World[]): Explored[] {
  return worlds.map((world) => {
    const started = performance.now();
    const explored = explore(world, Object.values(invariants));
    const seconds = (performance.now() - started) / 1000;
    const size = `${explored.nodes.length} states, ${explored.steps} steps, ${seconds.toFixed(1)} s`;
    process.stdout.write(`${world.name}: ${size}\n`);
    describe(`${world.name} (${size})`, () => {
      for (const [title, invariant] of Object.entries(invariants)) {
        test(title, () => expect(explored.violations.get(invariant)).toBeUndefined());
      }
      checkGraph(explored);
    });
    return explored;
  });
}

function checkGraph({ nodes, world }: Explored) {
  test("every state can still reach an end or a question, without Esc or a stop", () => {
    const isGoal = ({ snapshot }: Node) => snapshot.status === "done" || snapshot.hasTag("needsUser");
    const good = reaching(nodes, isGoal);
    expect(nodes.filter((node) => !good.has(node)).map(placeOf)).toEqual([]);
  });

  // Where the budget allows nothing, granting as much again allows nothing either.
  if (world.limits.budget?.tokens !== 0) {
    test("every state can still reach an end, without Esc or a stop", () => {
      const ends = reaching(nodes, ({ snapshot }) => snapshot.status === "done");
      expect(nodes.filter((node) => !ends.has(node)).map(placeOf)).toEqual([]);
    });
  }

  test("without the user nothing goes on for ever: what happens by itself has no cycle", () => {
    expect(cycleIn(nodes)?.map(placeOf)).toBeUndefined();
  });

  test("Esc and resume come back to where the run was, or ask about a budget that is used up", () => {
    const lost = nodes.filter((node) => {
      const resumed = follow(follow(node, "run.paused"), "run.resumed");
      if (!resumed || restStatus(node.snapshot) || isBaselineOpen(node.snapshot)) return false;
      return resumed.snapshot.context.question === "budgetReached"
        ? node.known.tokensLeft - setAside(node.known) > 0
        : JSON.stringify(stateKey(resumed.snapshot)) !== JSON.stringify(stateKey(node.snapshot));
    });
    expect(lost.map(placeOf)).toEqual([]);
  });
}

/** Until there is a plan, a baseline is made anew once the user had a turn. */
export function isBaselineOpen(snapshot: RunSnapshot): boolean {
  return snapshot.context.hasBaseline && snapshot.matches({ working: "planning" });
}

function follow(node: Node | undefined, type: string): Node | undefined {
  return node?.edges.find(({ event }) => event.type === type)?.to;
}

const interruptions = ["run.paused", "run.stopped", "user.stopped", "journal.failed", "call.abandoned"];

/** The states from which a goal can be reached, told backwards from the goals. */
function reaching(nodes: readonly Node[], isGoal: (node: Node) => boolean): Set<Node> {
  const before = new Map<Node, Node[]>();
  for (const node of nodes) {
    for (const { event, to } of node.edges) {
      if (interruptions.includes(event.type)) continue;
      const known = before.get(to);
      if (known) known.push(node);
      else before.set(to, [node]);
    }
  }
  const reached = new Set(nodes.filter(isGoal));
  for (const node of reached) for (const earlier of before.get(node) ?? []) reached.add(earlier);
  return reached;
}

/** A way back to itself that a state has by actors and timers alone. */
function cycleIn(nodes: readonly Node[]): Node[] | undefined {
  const finished = new Set<Node>();
  for (const start of nodes) {
    const path: { node: Node; next: number }[] = [{ node: start, next: 0 }];
    const onPath = new Set([start]);
    for (let last = path.at(-1); last; last = path.at(-1)) {
      const edge = last.node.edges[last.next++];
      if (!edge) {
        finished.add(last.node);
        onPath.delete(last.node);
        path.pop();
      } else if (edge.event.type.startsWith("xstate.") && !finished.has(edge.to)) {
        if (onPath.has(edge.to)) return path.map(({ node }) => node);
        path.push({ node: edge.to, next: 0 });
        onPath.add(edge.to);
      }
    }
  }
  return undefined;
}

function placeOf({ snapshot }: Node): string {
  return JSON.stringify(snapshot.value);
}
