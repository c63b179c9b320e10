import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createMachine } from "xstate";
import { orchestratorMachine } from "../../src/machine/index.js";
import { chartFiles, withDiagram } from "../../visualizations/chart-files.js";
import { toDefinition } from "../../visualizations/chart-model.js";
import { toOverview } from "../../visualizations/overview.js";

const root = new URL("../../", import.meta.url);
const files = chartFiles(orchestratorMachine);
const definition = toDefinition(orchestratorMachine);

for (const [name, text] of Object.entries(files)) {
  test(`visualizations/${name} shows the chart as it is (npm run visualizations draws it)`, () => {
    expect(readFileSync(new URL(`visualizations/${name}`, root), "utf8")).toBe(text);
  });
}

test("the README shows the chart as it is (npm run visualizations draws it)", () => {
  const path = new URL("README.md", root);
  const page = existsSync(path) ? readFileSync(path, "utf8") : "";
  expect(withDiagram(page, files["orchestrator.mmd"])).toBe(page);
});

test("every transition of the configuration is in the definition exactly once", () => {
  const drawn = definition.transitions.map(({ source, kind, event, delay, guard, actions }) =>
    line(source, kind, kind === "event" ? event : delay, guard, actions),
  );
  expect(drawn.sort()).toEqual(configured(orchestratorMachine.config, "orchestrator").sort());
});

test("every transition has an id of its own, and names only states that are there", () => {
  const ids = definition.transitions.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const states = new Set(definition.states.map(({ id }) => id));
  const named = definition.transitions.flatMap(({ source, targets }) => [source, ...targets]);
  expect(named.filter((id) => !states.has(id))).toEqual([]);
});

test("a definition tells targets, guards, delays and what runs", () => {
  const machine = createMachine({
    id: "tiny",
    description: "A chart.",
    initial: "working",
    states: {
      working: {
        description: "It works.",
        tags: ["busy"],
        entry: "begin",
        invoke: {
          id: "job",
          src: "work",
          onDone: { guard: "isGood", target: "ended", actions: { type: "note" } },
        },
        after: { pause: { target: "ended" } },
        always: { guard: "isOver", target: ["#tiny.ended"] },
      },
      ended: { type: "final" },
    },
  });
  const { states, transitions } = toDefinition(machine);
  expect(states[1]).toEqual({
    id: "tiny.working",
    key: "working",
    parent: "tiny",
    type: "atomic",
    initial: null,
    description: "It works.",
    tags: ["busy"],
    invokes: [{ id: "job", src: "work" }],
    entry: ["begin"],
    exit: [],
  });
  const common = { source: "tiny.working", targets: ["tiny.ended"], guard: null, delay: null, actions: [] };
  expect(transitions).toEqual([
    {
      ...common,
      id: "tiny.working:0",
      kind: "invokeDone",
      event: "xstate.done.actor.job",
      guard: "isGood",
      actions: ["note"],
    },
    {
      ...common,
      id: "tiny.working:1",
      kind: "delay",
      event: "xstate.after.pause.tiny.working",
      delay: "pause",
    },
    { ...common, id: "tiny.working:2", kind: "always", event: null, guard: "isOver" },
  ]);
});

test("the overview shows the task loop", () => {
  const steps = [
    "selecting --> searching : ready task",
    "searching --> coding",
    "coding --> verifying",
    "verifying --> deciding",
    "deciding --> fixing : otherwise",
    "fixing --> verifying",
    "deciding --> closed",
    "closed --> selecting",
  ];
  const drawn = files["orchestrator.mmd"].split("\n").map((text) => text.trim());
  expect(steps.filter((step) => !drawn.includes(step))).toEqual([]);
});

test("the overview draws two states' transitions as one line, and the way to the user once from all that works", () => {
  const drawn = files["orchestrator.mmd"].match(/\S+ --> \S+/g) ?? [];
  expect(new Set(drawn).size).toBe(drawn.length);
  expect(drawn.filter((edge) => edge.endsWith("--> awaitingUser")).sort()).toEqual([
    "paused --> awaitingUser",
    "working --> awaitingUser",
  ]);
});

test("an overview of a frame that the chart does not have is refused", () => {
  expect(() => toOverview(definition, { frames: ["orchestrator.gone"] })).toThrow("orchestrator.gone");
});

test("a diagram replaces what stands between a page's markers, and nothing else", () => {
  const page = "before\n<!-- chart:begin -->\nold\n<!-- chart:end -->\nafter\n";
  expect(withDiagram(page, "new\n")).toBe(
    "before\n<!-- chart:begin -->\n```mermaid\nnew\n```\n<!-- chart:end -->\nafter\n",
  );
  expect(withDiagram("no markers\n", "new\n")).toBe("no markers\n");
});

interface Config {
  on?: object;
  after?: object;
  always?: unknown;
  onDone?: unknown;
  invoke?: unknown;
  states?: object;
}

/** The transitions as the configuration writes them, read without the machine's nodes. */
function configured(given: unknown, id: string): string[] {
  const config = given as Config;
  const invokes = [config.invoke ?? []].flat() as { onDone?: unknown; onError?: unknown }[];
  return [
    ...Object.entries(config.on ?? {}).flatMap(([type, on]) => lines(id, "event", type, on)),
    ...Object.entries(config.after ?? {}).flatMap(([delay, after]) => lines(id, "delay", delay, after)),
    ...lines(id, "always", null, config.always),
    ...lines(id, "stateDone", null, config.onDone),
    ...invokes.flatMap(({ onDone }) => lines(id, "invokeDone", null, onDone)),
    ...invokes.flatMap(({ onError }) => lines(id, "invokeError", null, onError)),
    ...Object.entries(config.states ?? {}).flatMap(([key, state]) => configured(state, `${id}.${key}`)),
  ];
}

function lines(source: string, kind: string, cause: string | null, given: unknown): string[] {
  return [given ?? []].flat().map((transition) => {
    const { guard, actions } = (typeof transition === "string" ? {} : transition) as {
      guard?: string;
      actions?: unknown;
    };
    const names = [actions ?? []]
      .flat()
      .map((action) => (action as { type?: string }).type ?? String(action));
    return line(source, kind, cause, guard ?? null, names);
  });
}

function line(...parts: unknown[]): string {
  return JSON.stringify(parts);
}
