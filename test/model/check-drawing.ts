import { expect, test } from "vitest";
import { orchestratorMachine, tasksOf } from "../../src/machine/index.js";
import { type Transition, transitionsOf } from "../../visualizations/chart-model.js";
import { svgFiles } from "../../visualizations/svg-files.js";
import { attributesOf } from "../visualizations/xml.js";
import type { Explored } from "./explore.js";
import { createTransitionTeller } from "./taken.js";

/** Holds the drawing against the steps of worlds that together take every transition. */
export function checkDrawing(explored: readonly Explored[]): void {
  test("every step of every shortest path is an edge of the drawing, and every edge is such a step", async () => {
    const files = await svgFiles(orchestratorMachine);
    const drawing = files["visualizations/orchestrator.svg"] ?? "";
    const drawn = new Set(attributesOf(drawing, "data-edge").flatMap((ids) => ids.split(" ")));
    const taken = new Set(explored.flatMap(stepsOf));
    expect([...taken].filter((id) => !drawn.has(id))).toEqual([]);
    expect([...drawn].filter((id) => !taken.has(id))).toEqual([]);
  });
}

/** The transitions of every step of a world, once for each state value and event. */
function stepsOf({ nodes }: Explored): string[] {
  const tell = createTransitionTeller();
  const seen = new Set<string>();
  return nodes.flatMap(({ snapshot, edges }) =>
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
