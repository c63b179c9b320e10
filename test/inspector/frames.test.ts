import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFold } from "../../src/inspector/frames/fold.js";
import type { Frame } from "../../src/inspector/frames/frame.js";
import { createFramer } from "../../src/inspector/frames/framer.js";
import { initialState, replay } from "../../src/runs/replay.js";
import { readRun, type StoredRun } from "../../src/runs/stored-run.js";
import { checksOutput, errorOf, type Script, task } from "../machine/live-run.js";
import { checkResult, counts } from "../support/check-result.js";
import { cutOff, makeRun } from "../support/made-run.js";

const drawn = JSON.parse(
  readFileSync(fileURLToPath(new URL("../../visualizations/orchestrator.json", import.meta.url)), "utf8"),
) as { states: { id: string }[]; transitions: { id: string; source: string; targets: string[] }[] };

let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), "orchestrator-frames-"));
});
afterEach(() => rm(project, { recursive: true }));

async function framesOf(script: Parameters<typeof makeRun>[2]): Promise<{ run: StoredRun; frames: Frame[] }> {
  const { folder } = await makeRun(project, "r1", script);
  const run = await readRun(folder);
  const framer = createFramer(run.header);
  const lines = [...run.events, ...run.notes].sort((a, b) => a.seq - b.seq);
  return { run, frames: [framer.first, ...lines.map(framer.next)] };
}

const troubled: Script & { events: [{ type: "user.skipped" }] } = {
  tasks: [task("T1"), task("T2", ["T1"]), task("T3")],
  taskChecks: ["A", "ok", "ok", "B", "B", "B"],
  reviews: ["fail", "pass", "pass"],
  usage: { input: 1_000, output: 100, cost: 0.01 },
  events: [{ type: "user.skipped" }],
};

describe("the frames of a run", () => {
  it.each([0, 1])(
    "say at every line what the statechart itself says, with `searchAhead` %s",
    async (searchAhead) => {
      const { run, frames } = await framesOf({ ...troubled, limits: { searchAhead } });
      const fold = createFold();
      for (const [index, frame] of frames.entries()) {
        const state = replay(
          initialState(run.header.limits),
          run.events.filter(({ seq }) => seq <= frame.seq),
        );
        const moment = fold(frames, index);
        const leaves = state._nodes.filter(({ type }) => type === "atomic" || type === "final");
        expect(moment.active).toEqual(leaves.map(({ id }) => id));
        const queue = state.context.queue.pages
          .flat()
          .map(({ id, status, attempts }) => [id, status, attempts]);
        expect([...moment.tasks.values()].map(({ id, status, attempts }) => [id, status, attempts])).toEqual(
          queue,
        );
        expect(moment.counters).toMatchObject({ iterations: state.context.iterations });
        expect(moment.question === null).toBe(state.context.question === null);
      }
      expect(frames.length).toBeGreaterThan(30);
    },
  );

  it("name the transitions as the drawing does, one after the other", async () => {
    const { frames } = await framesOf(troubled);
    const known = new Map(drawn.transitions.map((transition) => [transition.id, transition]));
    const taken = frames.flatMap(({ edges = [] }) => edges);
    expect(taken.filter((id) => !known.has(id))).toEqual([]);
    const states = new Set(drawn.states.map(({ id }) => id));
    expect(frames.flatMap(({ active = [] }) => active).filter((id) => !states.has(id))).toEqual([]);
    // Each step begins where the one before ended: its source is, or is around, a state that was active.
    const fold = createFold();
    for (const [index, { edges: [first] = [] }] of frames.entries()) {
      const source = known.get(first ?? "")?.source ?? "";
      const before = index === 0 ? [] : fold(frames, index - 1).active;
      if (first) expect(before.some((id) => `${id}.`.startsWith(`${source}.`))).toBe(true);
    }
  });

  it("count retries and the same error, and hold checks, calls and what they cost", async () => {
    const { frames } = await framesOf({ ...troubled, events: [] });
    const end = createFold()(frames, frames.length - 1);
    expect(end.question?.header).toBe("Same error again");
    expect(end.counters).toMatchObject({ status: "needs-user", sameError: 3, sameErrorLimit: 3, retries: 2 });
    expect(end.errors).toEqual([{ text: `test: ${errorOf("B").text}`, seen: 3 }]);
    expect([...end.checks.keys()]).toEqual(["baseline", "T1", "T2"]);
    const coder = end.works.find(({ lane, task: id }) => lane === "coder" && id === "T1");
    expect(coder).toMatchObject({ attempt: 0, outcome: "done", tokens: 1_100, cost: 0.01 });
    expect(end.works.every(({ end: ended }) => ended !== undefined)).toBe(true);
  });

  it("hold the checks beside the planner as the baseline", async () => {
    const { frames } = await framesOf({ limits: { searchAhead: 1 } });
    const end = createFold()(frames, frames.length - 1);
    expect([...end.checks.keys()]).toEqual(["baseline", "T1", "final"]);
    expect(
      end.works.filter(({ id }) => id === "aheadChecks").map(({ lane, outcome }) => [lane, outcome]),
    ).toEqual([["checks", "done"]]);
  });

  it("tell of a check what it ran, or why it says nothing, and of a task why it is not verified", async () => {
    const missing = checkResult("couldNotRun", { runsTests: true, reason: "the tool jest is missing" });
    const results = [checkResult("passed", { ...counts(12), name: "unit" }), missing];
    const { frames } = await framesOf({ actors: { checks: async () => checksOutput(results) } });
    const end = createFold()(frames, frames.length - 1);
    expect(end.checks.get("final")?.results.map(({ outcome, told }) => [outcome, told])).toEqual([
      ["passed", "12 passed"],
      ["couldNotRun", "could not run: the tool jest is missing"],
    ]);
    expect(end.tasks.get("T1")?.reason).toBe("test could not run: the tool jest is missing");
    expect(frames.map(({ title }) => title)).toContain(
      "finalChecks: unit ✓ 12 passed, test – could not run: the tool jest is missing",
    );
  });

  it("going back and forth ends where going straight does", async () => {
    const { frames } = await framesOf(troubled);
    const wandering = createFold();
    for (const index of [28, 3, 17, 0, frames.length - 1, 12]) {
      expect(wandering(frames, index)).toEqual(createFold()(frames, index));
    }
  });

  it("of a run that was cut off end in the agent that was at work", async () => {
    const { frames } = await framesOf(cutOff);
    const end = createFold()(frames, frames.length - 1);
    expect([...end.active].sort()).toEqual([
      "orchestrator.working.executing.task.ahead.waiting",
      "orchestrator.working.executing.task.doing.coding.calling",
    ]);
    expect(end.works.at(-1)).toMatchObject({ lane: "coder", task: "T1" });
    expect(end.works.at(-1)?.end).toBeUndefined();
  });

  it("end where an event does not fit, and guess nothing", async () => {
    const { run } = await framesOf(cutOff);
    const framer = createFramer(run.header);
    const line = { seq: 1, at: "", key: { actor: "fixer", iteration: 1 } };
    expect(() => framer.next({ ...line, event: { type: "xstate.done.actor.fixer" } })).toThrow(
      'xstate.done.actor.fixer cannot have happened in "idle"',
    );
  });

  it("carry no secrets, and no text without end", async () => {
    const key = "sk-proj-abcdefghijklmnopqrstuvwxyz012345";
    const { frames } = await framesOf({
      request: `use ${key}`,
      tasks: [{ ...task("T1"), title: `Use ${key}`, description: "x".repeat(1_000_000) }],
    });
    const text = JSON.stringify(frames);
    expect(text).not.toContain(key);
    expect(text.length).toBeLessThan(400_000);
  });
});
