import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { waitFor } from "xstate";
import { ActorError } from "../../src/contracts/failure.js";
import { type RunEvent, type RunSnapshot, restStatus } from "../../src/machine/index.js";
import { continueRun, type DurableRun, startRun } from "../../src/runs/durable-run.js";
import { formatVersion, type RunHeader } from "../../src/runs/journal-line.js";
import { readRun } from "../../src/runs/stored-run.js";
import { checksOutput, fakeTeam, resultOf, type Script, task } from "../machine/live-run.js";

let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "durable-run-")));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const header: RunHeader = {
  type: "run",
  version: formatVersion,
  run: "run1",
  session: "ses_1",
  command: "auto",
  startedAt: "2026-01-02T03:04:05.000Z",
  limits: { backoffMilliseconds: 0, maxIterations: 4, retryLimit: 2, callRetries: 1, evidence: null },
};

/** Three tasks with all that can happen to one: a fix, a failed call, retries used up, a cap. No fake remembers. */
function troubled(): Script {
  const refused = new Set<string>();
  return {
    tasks: [task("T1"), task("T2", ["T1"]), task("T3")],
    usage: { input: 10, output: 1 },
    actors: {
      async searcher({ task: { id } }) {
        // Once a process: a failed call is tried again.
        if (id === "T1" && !refused.has(id)) {
          refused.add(id);
          throw new ActorError({ kind: "provider", actor: "searcher", message: "busy" });
        }
        return { submission: { summary: `found ${id}`, findings: [] }, usage, seconds: 1 };
      },
      async checks({ scope, taskId, attempt }) {
        const isBad = (taskId === "T1" && attempt === 0) || (taskId === "T2" && attempt < 3);
        const results = resultOf(isBad ? `${taskId} ${attempt}` : "ok");
        return checksOutput(results, { changedFiles: [`${taskId ?? scope}.js`], seconds: 1 });
      },
    },
  };
}
const usage = { input: 10, output: 1, reasoning: 0, cacheRead: 0, cacheWrite: 0, cost: 0 };

/** The user answers whatever is asked so that the mission goes on. */
function answerTo({ context }: RunSnapshot): RunEvent {
  return context.question === "capReached" || context.question === "budgetReached"
    ? { type: "user.continued" }
    : { type: "user.retried", guidance: "like this" };
}

const data = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const stateOf = ({ value, context, status }: RunSnapshot) => data({ value, context, status });
const isResting = (state: RunSnapshot) => restStatus(state) !== undefined;

async function playOn({ actor }: DurableRun): Promise<RunSnapshot> {
  for (;;) {
    const state = await waitFor(actor, isResting);
    if (state.status !== "active") return state;
    actor.send(state.matches("paused") ? { type: "run.resumed" } : answerTo(state));
  }
}

async function newFolder(name: string): Promise<string> {
  const folder = join(root, name);
  await mkdir(folder);
  return folder;
}

/** A mission from its start to its end, and the states after each line of its journal. */
async function playMission(name = "whole") {
  const folder = await newFolder(name);
  const { machine, calls } = fakeTeam(troubled());
  const run = startRun(header, { folder, machine, onProblem: fail });
  const states: RunSnapshot[] = [];
  const lines = async () => (await readFile(join(folder, "journal.jsonl"), "utf8")).split("\n").length - 2;
  run.actor.subscribe((state) => states.push(state));
  run.actor.start();
  run.actor.send({ type: "mission.requested", request: "do it" });
  const end = await playOn(run);
  await run.close();
  return { folder, end, calls, states, lines: await lines() };
}

function fail(problem: string): never {
  throw new Error(problem);
}

describe("a durable run", () => {
  it("replays every prefix of its journal to the state the chart had, also with the next line cut", async () => {
    const { folder, states, lines } = await playMission();
    const journal = await readFile(join(folder, "journal.jsonl"), "utf8");
    const texts = journal.trimEnd().split("\n");
    // The first state is the one before the first event.
    expect(states.length).toBe(lines + 1);
    for (const [index, state] of states.entries()) {
      const prefix = `${texts.slice(0, index + 1).join("\n")}\n`;
      const torn = texts[index + 1]?.slice(0, 40) ?? "";
      for (const text of new Set([prefix, prefix + torn])) {
        const copy = await newFolder(`prefix-${index}-${text.length}`);
        await writeFile(join(copy, "journal.jsonl"), text);
        const stored = await readRun(copy);
        expect(stateOf(stored.state)).toEqual(stateOf(state));
        expect([stored.end, stored.problems]).toEqual([
          { seq: index, length: Buffer.byteLength(prefix) },
          [],
        ]);
      }
    }
  });

  it("goes on from every line of its journal to the same end, and makes no call anew that had ended", async () => {
    const { folder, end, calls, lines } = await playMission();
    const texts = (await readFile(join(folder, "journal.jsonl"), "utf8")).trimEnd().split("\n");
    for (let index = 1; index <= lines; index++) {
      const copy = await newFolder(`from-${index}`);
      await writeFile(join(copy, "journal.jsonl"), `${texts.slice(0, index + 1).join("\n")}\n`);
      const stored = await readRun(copy);
      const done = stored.events.filter(({ event, key }) => key && event.type.includes(".done.")).length;
      const team = fakeTeam(troubled());
      const run = continueRun(stored, { folder: copy, machine: team.machine, onProblem: fail });
      run.actor.start();
      const { context, value } = await playOn(run);
      await run.close();
      const { callFailures, spent, calls: counts, workSeconds, ...rest } = context;
      expect(data({ value, rest })).toMatchObject({
        value: end.value,
        rest: {
          queue: data(end.context.queue),
          iterations: end.context.iterations,
        },
      });
      // The searcher that fails once fails once in each process.
      const madeAgain = team.calls.filter((call) => call === "searcher T1").length > 1 ? 1 : 0;
      const doneCalls = stored.events.filter(
        ({ event, key }) => key && event.type.includes(".done.") && !key.actor.endsWith("Checkpoint"),
      ).length;
      const failed = stored.events.filter(({ event }) => event.type.includes(".error.")).length;
      expect(team.calls.length).toBe(calls.length - doneCalls - failed - (failed === 0 ? 1 : 0) + madeAgain);
      expect(done).toBeGreaterThanOrEqual(doneCalls);
      expect(counts.planner).toBe(1);
      expect([callFailures, spent.planner, workSeconds >= 0]).toEqual([0, end.context.spent.planner, true]);
    }
  });

  it("goes on in the same way where only a snapshot and what came after it can be read", async () => {
    const { folder, end } = await playMission();
    const copy = join(root, "copy");
    await cp(folder, copy, { recursive: true });
    const snapshot = JSON.parse(await readFile(join(copy, "snapshot.json"), "utf8")) as { seq: number };
    const file = join(copy, "journal.jsonl");
    const texts = (await readFile(file, "utf8")).split("\n");
    texts[2] = "damaged";
    await writeFile(file, texts.join("\n"));
    expect(snapshot.seq).toBeGreaterThan(2);
    const stored = await readRun(copy);
    expect(stateOf(stored.state)).toEqual(stateOf(end));
    expect(stored.problems).toEqual([`${file} is damaged, before the last snapshot`]);
  });

  it("goes on from the snapshot where the journal is lost, keeps what is left of it, and can be read again", async () => {
    const { folder, end } = await playMission();
    await writeFile(join(folder, "journal.jsonl"), "no journal\nat all\n");
    const stored = await readRun(folder);
    const { machine } = fakeTeam(troubled());
    const run = continueRun(stored, { folder, machine, onProblem: fail });
    run.actor.start();
    const { context, value } = await playOn(run);
    await run.close();
    expect([value, context.iterations]).toEqual([end.value, end.context.iterations]);
    const names = (await readdir(folder)).filter((name) => name.startsWith("journal"));
    expect(names).toEqual(["journal.jsonl", expect.stringMatching(/^journal\.jsonl\.damaged-\d+$/)]);
    expect(await readFile(join(folder, names[1] ?? ""), "utf8")).toBe("no journal\nat all\n");
    expect((await readRun(folder)).state.value).toBe(end.value);
  });

  it("goes on when a developer's own inspector throws, and says so", async () => {
    const { machine } = fakeTeam({});
    const folder = join(root, "watched");
    await mkdir(folder);
    const problems: string[] = [];
    const heard = new Set<string>();
    const run = startRun(header, {
      folder,
      machine,
      onProblem: (problem) => problems.push(problem),
      inspect(event) {
        heard.add(event.type);
        if (event.type === "@xstate.microstep") throw new Error("not today");
      },
    });
    run.actor.start();
    run.actor.send({ type: "mission.requested", request: "do it" });
    await waitFor(run.actor, (state) => restStatus(state) === "verified");
    await run.close();
    expect(problems[0]).toBe("the attached inspector failed: not today");
    expect([...heard].sort()).toContain("@xstate.snapshot");
  });

  it("writes with each result what it belongs to", async () => {
    const { folder } = await playMission();
    const seen = (await readRun(folder)).events.flatMap(({ key, event }) =>
      key ? [[key.actor, key.task, key.attempt, key.iteration, event.type.split(".")[1]]] : [],
    );
    expect(seen.slice(0, 8)).toEqual([
      ["planner", undefined, undefined, 0, "done"],
      ["baselineChecks", undefined, undefined, 0, "done"],
      ["searcher", "T1", 0, 0, "error"],
      ["searcher", "T1", 0, 0, "done"],
      ["coderCheckpoint", "T1", 0, 1, "done"],
      ["coder", "T1", 0, 1, "done"],
      ["taskChecks", "T1", 0, 1, "done"],
      ["fixerCheckpoint", "T1", 1, 2, "done"],
    ]);
  });
});
