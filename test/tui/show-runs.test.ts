import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Drawing } from "../../src/tui/drawing.js";
import type { SlotRenderer, TuiApi } from "../../src/tui/host.js";
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

/** A host of today, showing a session in a terminal of so many columns. */
function hostOf({ width = 150, session = "ses_1", parentID = "" } = {}) {
  let slots: Record<string, SlotRenderer> = {};
  const api = {
    slots: {
      register: (given: { slots: Record<string, SlotRenderer> }) => {
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
  } as unknown as TuiApi;
  const slot = (name: string) => {
    const memo = slots[name]?.(undefined, { session_id: session }) as (() => unknown) | undefined;
    return words(memo?.());
  };
  return { api, slot };
}

function show(options?: Parameters<typeof hostOf>[0]) {
  const { api, slot } = hostOf(options);
  showRuns(api, drawing);
  return slot;
}

const run = "2026-01-02-000000-bbbb";

describe("the places on the screen", () => {
  it("say nothing where there is no run", () => {
    const slot = show();
    expect([slot("sidebar_content"), slot("app_bottom")]).toEqual(["", ""]);
  });

  it.each([
    ["the sidebar where it is beside the session", {}, true, false],
    ["one line in a terminal of 120 columns", { width: 120 }, true, true],
    ["one line beside an agent's session, which has no sidebar", { parentID: "ses_0" }, true, true],
  ])("are %s", async (_, options, inSidebar, inLine) => {
    await makeRun(project, run);
    const slot = show(options);
    await expect.poll(() => slot("sidebar_content") !== "").toBe(inSidebar);
    expect(slot("app_bottom") !== "").toBe(inLine);
    expect(slot("sidebar_content")).toMatch(/^Orchestrator\|✓\|verified/);
  });

  it("show a run that has ended in its own session only, and one that may go on in every session", async () => {
    await makeRun(project, run);
    const own = show();
    const other = show({ session: "ses_2" });
    await expect.poll(() => own("sidebar_content")).not.toBe("");
    expect(other("sidebar_content")).toBe("");
    await makeRun(project, "2026-01-03-000000-cccc", cutOff);
    const third = show({ session: "ses_3" });
    await expect.poll(() => third("sidebar_content")).toContain("interrupted");
  });
});

describe("a host that lacks something", () => {
  const failing = () => {
    throw new Error("not in this version");
  };

  it("gets nothing thrown at it, whatever it lacks", async () => {
    await makeRun(project, run);
    for (const name of Object.keys(hostOf().api)) {
      for (const missing of [{ value: undefined }, { get: failing }]) {
        const { api, slot } = hostOf();
        Object.defineProperty(api, name, missing);
        expect(() => showRuns(api, drawing)).not.toThrow();
        expect(() => slot("sidebar_content")).not.toThrow();
        expect(() => slot("app_bottom")).not.toThrow();
      }
    }
  });

  it("has no drawing to lend, so nothing is registered", async () => {
    await expect(tuiPart.tui(hostOf().api)).resolves.toBeUndefined();
    expect(ends).toEqual([]);
  });

  it("shows the sidebar without sessions and a keymap, as OpenCode 1.14 has it", async () => {
    await makeRun(project, run, cutOff);
    const { api, slot } = hostOf();
    Object.assign(api, { state: { path: { directory: project }, session: {} }, keymap: undefined });
    showRuns(api, drawing);
    await expect.poll(() => slot("sidebar_content")).toContain("interrupted");
  });
});
