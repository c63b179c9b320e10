import { expect, test } from "vitest";
import { createActor } from "xstate";
import { orchestratorMachine, type RunEvent, type RunSnapshot } from "../../src/machine/index.js";
import { type Transition, transitionsOf } from "../../visualizations/chart-model.js";
import { svgFiles } from "../../visualizations/svg-files.js";
import { explore } from "../model/explore.js";
import { type World, worlds } from "../model/worlds.js";
import { attributesOf } from "./xml.js";

const files = await svgFiles(orchestratorMachine);
const drawn = new Set(
  attributesOf(files["visualizations/orchestrator.svg"] ?? "", "data-edge").flatMap((ids) => ids.split(" ")),
);

test("every step of every shortest path is an edge of the drawing, and every edge is such a step", () => {
  const taken = new Set(worlds.flatMap((world) => stepsOf(world)));
  expect([...taken].filter((id) => !drawn.has(id))).toEqual([]);
  expect([...drawn].filter((id) => !taken.has(id))).toEqual([]);
});

/** The transitions of each shortest path's last step, and for each state value of every event that may follow. */
function stepsOf(world: World): string[] {
  const taken: string[] = [];
  const watched = createActor(orchestratorMachine, {
    input: { limits: world.limits },
    inspect: (event) => {
      if (event.type !== "@xstate.microstep") return;
      const { _transitions } = event as unknown as { _transitions: Transition[] };
      taken.push(..._transitions.flatMap((transition) => idOf(transition) ?? []));
    },
  });
  const { _actorScope: scope } = watched as unknown as { _actorScope: Scope };
  const step = (snapshot: RunSnapshot, event: RunEvent) =>
    orchestratorMachine.transition(snapshot, event, scope);

  const seen = new Set<string>();
  for (const node of explore(world, []).nodes) {
    for (const { event, to } of node.edges) {
      const isShortest = to.from?.node === node && to.from.event === event;
      const key = JSON.stringify([node.snapshot.value, event.type]);
      if (isShortest || !seen.has(key)) step(node.snapshot, event);
      seen.add(key);
    }
  }
  return taken;
}

type Scope = Parameters<typeof orchestratorMachine.transition>[2];

/** A transition's id is its source and its place there; the step into the initial state is a dot, not an edge. */
function idOf(transition: Transition): string | undefined {
  if (transition.eventType === "xstate.init") return undefined;
  const { source } = transition;
  const index = transitionsOf(source).findIndex(
    ({ eventType, guard, target, actions }) =>
      eventType === transition.eventType &&
      guard === transition.guard &&
      target === transition.target &&
      actions === transition.actions,
  );
  return `${source.id}:${index}`;
}
