import { expect, test } from "vitest";
import { orchestratorMachine, tasksOf } from "../../src/machine/index.js";
import { type Transition, transitionsOf } from "../../visualizations/chart-model.js";
import { svgFiles } from "../../visualizations/svg-files.js";
import { explore } from "../model/explore.js";
import { createTransitionTeller } from "../model/taken.js";
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

/** The transitions of every step of a world, once for each state value and event. */
function stepsOf(world: World): string[] {
  const tell = createTransitionTeller();
  const seen = new Set<string>();
  return explore(world, []).nodes.flatMap(({ snapshot, edges }) =>
    edges.flatMap(({ event, to }) => {
      const tasks = tasksOf(to.snapshot.context.queue).map(({ status }) => status);
      const key = JSON.stringify([snapshot.value, event.type, to.snapshot.value, tasks]);
      if (seen.has(key)) return [];
      seen.add(key);
      return tell(snapshot, event).map((transition) => idOf(transition as Transition));
    }),
  );
}

/** A transition's id is its source and its place there. */
function idOf(transition: Transition): string {
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
