import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { waitFor } from "xstate";
import type { Limits } from "../../src/machine/index.js";
import { restStatus } from "../../src/machine/index.js";
import { continueRun, startRun } from "../../src/runs/durable-run.js";
import { formatVersion, type RunHeader } from "../../src/runs/journal-line.js";
import { runFiles } from "../../src/runs/run-folder.js";
import { readRun } from "../../src/runs/stored-run.js";
import { fakeTeam, type Script, task } from "../machine/live-run.js";

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "search-ahead-")));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const tasks = [task("T1"), task("T2", ["T1"])];

function headerOf(limits: Partial<Limits>): RunHeader {
  const startedAt = "2026-01-02T03:04:05.000Z";
  const all = { backoffMilliseconds: 0, evidence: null, ...limits };
  return {
    type: "run",
    version: formatVersion,
    run: "run1",
    session: "ses_1",
    command: "auto",
    startedAt,
    limits: all,
  };
}

async function play(limits: Partial<Limits>, script: Script = {}) {
  const { machine } = fakeTeam({ tasks, taskChecks: ["A"], ...script });
  const run = startRun(headerOf(limits), { folder, machine, onProblem: () => {} });
  run.actor.start();
  run.actor.send({ type: "mission.requested", request: "do it" });
  await waitFor(run.actor, (state) => restStatus(state) !== undefined);
  await run.close();
  return readRun(folder);
}

/** Each line as "what actor task/attempt iteration". */
async function journal(): Promise<string[]> {
  const { events } = await readRun(folder);
  return events.map(({ event: { type }, key }) =>
    key
      ? `${type.split(".")[1]} ${key.actor} ${key.task ?? "-"}/${key.attempt ?? "-"} ${key.iteration}`
      : type,
  );
}

/** A mission of two tasks with a fix, as journals had it before anything was searched ahead. */
const oneAfterTheOther = [
  "mission.requested",
  "done planner -/- 0",
  "done baselineChecks -/- 0",
  "done searcher T1/0 0",
  "done coderCheckpoint T1/0 1",
  "done coder T1/0 1",
  "done taskChecks T1/0 1",
  "done fixerCheckpoint T1/1 2",
  "done fixer T1/1 2",
  "done taskChecks T1/1 2",
  "done reviewer T1/1 2",
  "done searcher T2/0 2",
  "done coderCheckpoint T2/0 3",
  "done coder T2/0 3",
  "done taskChecks T2/0 3",
  "done reviewer T2/0 3",
  "done finalChecks -/- 3",
];

it("is not made with `searchAhead` 0: the journal is that of one thing after the other, event by event", async () => {
  await play({ searchAhead: 0 });
  expect(await journal()).toEqual(oneAfterTheOther);
});

it("was not made in a journal that does not name the limit: it replays as before", async () => {
  const { state, header } = await play({});
  expect(header.limits).not.toHaveProperty("searchAhead");
  expect(await journal()).toEqual(oneAfterTheOther);
  expect(state.matches("verified")).toBe(true);
});

it("has a line of its own task beside the open one, and the journal replays to the same state", async () => {
  const { state } = await play({ searchAhead: 1 });
  const lines = await journal();
  expect(lines.filter((line) => /earcher/.test(line))).toEqual([
    "done searcher T1/0 0",
    "done aheadSearcher T2/0 1",
  ]);
  expect(state.matches("verified")).toBe(true);
});

it("is made again after a crash, with the call beside it", async () => {
  const begun: string[] = [];
  const held: Script = {
    tasks,
    actors: {
      searcher: ({ task: { id } }) => {
        begun.push(`searcher ${id}`);
        const found = { submission: { summary: "found", findings: [] }, usage, seconds: 0 };
        return id === "T1" ? Promise.resolve(found) : new Promise(() => {});
      },
      coder: ({ task: { id } }) => {
        begun.push(`coder ${id}`);
        return new Promise(() => {});
      },
    },
  };
  const { machine } = fakeTeam(held);
  const run = startRun(headerOf({ searchAhead: 1 }), { folder, machine, onProblem: () => {} });
  run.actor.start();
  run.actor.send({ type: "mission.requested", request: "do it" });
  const isBoth = () => begun.includes("coder T1") && begun.includes("searcher T2");
  await waitFor(run.actor, isBoth);
  // Nothing is written from here on, as after a kill.
  const left = await readRun(folder);
  await run.close();
  expect(left.state.value).toEqual({
    working: { executing: { task: { doing: { coding: "calling" }, ahead: "searching" } } },
  });
  begun.length = 0;
  const again = continueRun(left, { folder, machine, onProblem: () => {} });
  again.actor.start();
  again.actor.send({ type: "run.resumed" });
  await waitFor(again.actor, isBoth);
  expect([...begun].sort()).toEqual(["coder T1", "searcher T2"]);
  await again.close();
  expect(await readFile(runFiles(folder).journal, "utf8")).toContain("run.resumed");
});

const usage = { input: 0, output: 0, reasoning: 0, cacheRead: 0, cacheWrite: 0, cost: 0 };
