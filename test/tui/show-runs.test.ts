import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Drawing } from "../../src/tui/drawing.js";
import { type Opencode1Screen, opencode1Screen } from "../../src/tui/opencode1.js";
import { type Opencode2Screen, opencode2Screen } from "../../src/tui/opencode2.js";
import { showRuns } from "../../src/tui/show-runs.js";
import tuiPart from "../../src/tui/tui.js";
import { cutOff, makeRun } from "../support/made-run.js";

let project: string;
let ends: (() => void)[];

beforeEach(async () => {
  project = await realpath(await mkdtemp(join(tmpdir(), "show-runs-")));
  ends = [];
});
afterEach(async () => {
  for (const end of ends) end();
  await rm(project, { recursive: true, force: true, maxRetries: 5 });
});

interface Drawn {
  tag: string;
  props: Record<string, unknown>;
  content: unknown[];
}

/** Draws plain objects; a memo is computed again whenever it is asked. */
const drawing = {
  createElement: (tag: string): Drawn => ({ tag, props: {}, content: [] }),
  insert: (parent: Drawn, content: unknown) => parent.content.push(content),
  setProp: (node: Drawn, name: string, value: unknown) => {
    node.props[name] = value;
  },
  createSignal<Value>(first: Value) {
    let value = first;
    return [
      () => value,
      (next: () => Value) => {
        value = next();
      },
    ];
  },
  createMemo: <Value>(compute: () => Value) => compute,
} as unknown as Drawing;

const words = (node: unknown): string =>
  typeof node === "string" ? node : ((node as Drawn | undefined)?.content ?? []).map(words).join("|");

interface Shown {
  width?: number;
  session?: string;
  parentID?: string;
}

type Slot = () => (() => unknown) | null;

const drawn = (slot: Slot | undefined) => words(slot?.()?.());

/** OpenCode 1 as it is today, showing a session in a terminal of so many columns. */
function opencode1({ width = 150, session = "ses_1", parentID = "" }: Shown = {}) {
  let slots: Record<string, Slot> = {};
  const api = {
    slots: {
      register: (given: { slots: Record<string, Slot> }) => {
        slots = given.slots;
      },
    },
    theme: { current: {} },
    state: {
      path: { directory: project },
      session: { get: () => (parentID ? { parentID } : {}), status: () => ({ type: "idle" }) },
    },
    route: { current: { name: "session", params: { sessionID: session } }, navigate() {} },
    kv: { get: (_: string, fallback: string) => fallback },
    renderer: { width, on() {} },
    lifecycle: { onDispose: (end: () => void) => ends.push(end) },
  } as unknown as Opencode1Screen;
  return {
    api,
    screen: () => opencode1Screen(api),
    sidebar: () => drawn(slots.sidebar_content),
    line: () => drawn(slots.app_bottom),
  };
}

/** The same of OpenCode 2; its theme's tokens were measured in 2.0.14, as was that keys belong to what is drawn. */
function opencode2({ width = 150, session = "ses_1", parentID = "" }: Shown = {}) {
  const slots: Record<string, Slot[]> = {};
  const base = { base: undefined };
  const api = {
    location: { directory: project },
    theme: { text: { ...base, feedback: { success: base, warning: base, error: base, info: base } } },
    renderer: { width, on() {} },
    data: {
      session: { get: () => (parentID ? { parentID } : {}), status: () => "idle" },
      on: () => () => {},
    },
    keymap: { layer() {} },
    ui: {
      slot({ prepend, append = prepend, render }: { prepend?: string; append?: string; render: Slot }) {
        slots[append ?? ""] = [...(slots[append ?? ""] ?? []), render];
      },
      router: { current: () => ({ type: "session", sessionID: session }) },
    },
  } as unknown as Opencode2Screen;
  return {
    api,
    screen: () => opencode2Screen(api, (end) => ends.push(end)),
    sidebar: () => drawn(slots["sidebar.content"]?.[0]),
    line: () => drawn(slots.app?.[0]),
    places: () => Object.keys(slots),
  };
}

const hosts = [
  { name: "OpenCode 1", hostOf: opencode1 },
  { name: "OpenCode 2", hostOf: opencode2 },
];

function show(hostOf: (shown?: Shown) => ReturnType<typeof opencode1 | typeof opencode2>, shown?: Shown) {
  const host = hostOf(shown);
  showRuns(host.screen(), drawing);
  return host;
}

const run = "2026-01-02-000000-bbbb";

describe.each(hosts)("the places on the screen of $name", ({ hostOf }) => {
  it("say nothing where there is no run", () => {
    const { sidebar, line } = show(hostOf);
    expect([sidebar(), line()]).toEqual(["", ""]);
  });

  it("follow no run once the part is taken off the screen", async () => {
    const { sidebar } = show(hostOf);
    expect(ends.length).toBeGreaterThan(0);
    for (const end of ends) end();
    await makeRun(project, run);
    const later = show(hostOf);
    await expect.poll(later.sidebar).not.toBe("");
    expect(sidebar()).toBe("");
  });

  it.each([
    ["the sidebar where it is beside the session", {}, false],
    ["one line in a terminal of 120 columns", { width: 120 }, true],
    ["one line beside an agent's session, which has no sidebar", { parentID: "ses_0" }, true],
  ])("are %s", async (_, shown, inLine) => {
    await makeRun(project, run);
    const { sidebar, line } = show(hostOf, shown);
    await expect.poll(sidebar).toMatch(/^Orchestrator\|✓\|verified/);
    expect(line() !== "").toBe(inLine);
  });

  it("show a run that has ended in its own session only, and one that may go on in every session", async () => {
    await makeRun(project, run);
    const own = show(hostOf);
    const other = show(hostOf, { session: "ses_2" });
    await expect.poll(own.sidebar).not.toBe("");
    expect(other.sidebar()).toBe("");
    await makeRun(project, "2026-01-03-000000-cccc", cutOff);
    const third = show(hostOf, { session: "ses_3" });
    await expect.poll(third.sidebar).toContain("interrupted");
  });

  it("get nothing thrown at them, whatever the host lacks", async () => {
    await makeRun(project, run);
    for (const name of Object.keys(hostOf().api)) {
      for (const missing of [{ value: undefined }, { get: failing }]) {
        const { api, screen, sidebar, line } = hostOf();
        Object.defineProperty(api, name, missing);
        expect(() => showRuns(screen(), drawing)).not.toThrow();
        expect(sidebar).not.toThrow();
        expect(line).not.toThrow();
      }
    }
  });
});

const failing = () => {
  throw new Error("not in this version");
};

describe("a host that lacks something", () => {
  it("has no drawing to lend, so nothing is registered", async () => {
    await expect(tuiPart.tui(opencode1().api)).resolves.toBeUndefined();
    expect(ends).toEqual([]);
    const { api, places } = opencode2();
    const end = await tuiPart.setup(api);
    end();
    expect(places()).toEqual([]);
  });

  it("shows the sidebar without sessions and a keymap, as OpenCode 1.14 has it", async () => {
    await makeRun(project, run, cutOff);
    const { api, screen, sidebar } = opencode1();
    Object.assign(api, { state: { path: { directory: project }, session: {} }, keymap: undefined });
    showRuns(screen(), drawing);
    await expect.poll(sidebar).toContain("interrupted");
  });
});
