import { randomBytes } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { waitFor } from "xstate";
import { type RunSnapshot, restStatus } from "../../src/machine/index.js";
import { startRun } from "../../src/runs/durable-run.js";
import { formatVersion, type RunHeader } from "../../src/runs/journal-line.js";
import { runsFolderOf, unfinishedRunFolders } from "../../src/runs/run-folder.js";
import { readRun } from "../../src/runs/stored-run.js";
import { fakeTeam, task } from "../machine/live-run.js";

let root: string;
/** The folder of a run that waits for the user, after two snapshots at least. */
let original: string;
let state: RunSnapshot;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "stored-run-")));
  original = join(root, "original");
  await mkdir(original);
  const { machine } = fakeTeam({ tasks: [task("T1"), task("T2")], taskChecks: ["ok", "A", "A", "A"] });
  const header: RunHeader = {
    type: "run",
    version: formatVersion,
    run: "run1",
    session: "ses_1",
    command: "auto",
    startedAt: "2026-01-02T03:04:05.000Z",
    limits: { backoffMilliseconds: 0, evidence: null },
  };
  const onProblem = (problem: string) => {
    throw new Error(problem);
  };
  const run = startRun(header, { folder: original, machine, onProblem });
  run.actor.start();
  run.actor.send({ type: "mission.requested", request: "do it" });
  state = await waitFor(run.actor, (snapshot) => restStatus(snapshot) !== undefined);
  await run.close();
});
afterAll(() => rm(root, { recursive: true, force: true }));

let folder: string;
beforeEach(async () => {
  folder = join(root, "copy");
  await cp(original, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const data = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const sameState = ({ value, context }: RunSnapshot) => data({ value, context });
const path = (name: string) => join(folder, name);

async function change(name: string, edit: (text: string) => string) {
  await writeFile(path(name), edit(await readFile(path(name), "utf8")));
}

/** Puts something else in the place of a file. */
async function damage(name: string, how: string): Promise<void> {
  const bytes = await readFile(path(name));
  await rm(path(name));
  if (how === "a folder in its place") await mkdir(path(name));
  if (how === "random bytes") await writeFile(path(name), randomBytes(bytes.length));
  if (how === "nothing in it") await writeFile(path(name), "");
  if (how === "zeros") await writeFile(path(name), Buffer.alloc(bytes.length));
  if (how === "half of it") await writeFile(path(name), bytes.subarray(0, bytes.length / 2));
}

const ours = `"version":${formatVersion}`;

const damages = ["random bytes", "zeros", "nothing in it", "half of it", "a folder in its place", "no file"];

/** All files with their content, to see that nothing was touched. */
async function filesIn(): Promise<Record<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true });
  return Object.fromEntries(
    await Promise.all(
      entries.map(async (entry) => [
        entry.name,
        entry.isFile() ? (await readFile(path(entry.name))).toString("base64") : "a folder",
      ]),
    ),
  );
}

describe("a stored run", () => {
  it("is read with where it stood, and asks the same question", async () => {
    const stored = await readRun(folder);
    expect(sameState(stored.state)).toEqual(sameState(state));
    expect(stored.state.value).toEqual({ awaitingUser: "aboutTask" });
    expect(stored.problems).toEqual([]);
  });

  it.each(damages)("is read from the journal alone where the snapshot is %s, which is told", async (how) => {
    await damage("snapshot.json", how);
    const before = await filesIn();
    const { state: read, problems } = await readRun(folder);
    expect(sameState(read)).toEqual(sameState(state));
    expect(problems.length).toBe(how === "no file" ? 0 : 1);
    for (const problem of problems) expect(problem).toContain(path("snapshot.json"));
    expect(await filesIn()).toEqual(before);
  });

  it.each([
    ["random bytes", "the snapshot's state"],
    ["zeros", "the snapshot's state"],
    ["nothing in it", "the snapshot's state"],
    ["half of it", "the snapshot's state"],
    ["a folder in its place", "an error"],
    ["no file", "an error"],
  ])("with a journal of %s gives %s, and touches nothing", async (how, what) => {
    await damage("journal.jsonl", how);
    const before = await filesIn();
    if (what === "an error") {
      await expect(readRun(folder)).rejects.toThrow(`${path("journal.jsonl")} cannot be read`);
    } else {
      const stored = await readRun(folder);
      const snapshot = JSON.parse(await readFile(path("snapshot.json"), "utf8")) as { seq: number };
      expect(stored.end.seq).toBe(snapshot.seq);
      expect(stored.problems).toEqual([
        expect.stringContaining(`${path("journal.jsonl")} ends before the last snapshot`),
      ]);
    }
    expect(await filesIn()).toEqual(before);
  });

  it.each(damages)(
    "without a snapshot, a journal of %s gives what it still says, or an error that names it",
    async (how) => {
      await rm(path("snapshot.json"));
      await damage("journal.jsonl", how);
      const before = await filesIn();
      const read = readRun(folder);
      if (how === "half of it") expect((await read).state.hasTag("working")).toBe(true);
      else await expect(read).rejects.toThrow(path("journal.jsonl"));
      expect(await filesIn()).toEqual(before);
    },
  );

  it("loses only the line that a crash cut", async () => {
    await rm(path("snapshot.json"));
    await change("journal.jsonl", (text) => text.slice(0, -20));
    const whole = await readRun(original);
    const { end } = await readRun(folder);
    expect(end.seq).toBe(whole.end.seq - 1);
  });

  it.each([
    ["swapped", (one: string, other: string) => [other, one]],
    ["doubled", (one: string, other: string) => [`${one}\n${one}`, `${other}\n${other}`]],
  ])("is read by its numbers where two lines of one kind are %s", async (_, edit) => {
    await rm(path("snapshot.json"));
    await change("journal.jsonl", (text) => {
      const lines = text.trimEnd().split("\n");
      const [first = 0, second = 0] = lines.flatMap((line, at) =>
        line.includes('.done.actor.coder"') ? [at] : [],
      );
      const [one = "", other = ""] = edit(lines[first] ?? "", lines[second] ?? "");
      return `${lines.with(first, one).with(second, other).join("\n")}\n`;
    });
    expect(sameState((await readRun(folder)).state)).toEqual(sameState(state));
  });

  it("refuses a journal in which one number stands for two things", async () => {
    await rm(path("snapshot.json"));
    await change("journal.jsonl", (text) => text.replace('"seq":4', '"seq":3'));
    await expect(readRun(folder)).rejects.toThrow(`${path("journal.jsonl")} is damaged at line 4`);
  });

  it("refuses a journal that is damaged where nothing else tells what happened, naming file and line", async () => {
    await rm(path("snapshot.json"));
    await change("journal.jsonl", (text) => text.replace('"seq":4', '"seq":"four"'));
    await expect(readRun(folder)).rejects.toThrow(`${path("journal.jsonl")} is damaged at line 5`);
  });

  it.each([
    ["journal.jsonl", ours, '"version":6', "is of version 6, and this orchestrator reads version 5"],
    ["journal.jsonl", ours, '"version":4', "is of version 4"],
    ["journal.jsonl", ours, '"version":2', "is of version 2"],
    ["journal.jsonl", ours, '"version":1', "is of version 1"],
    ["journal.jsonl", ours, '"version":0', "is of version 0"],
    ["journal.jsonl", '"type":"run"', '"type":"song"', "is not the journal of a run"],
  ])("refuses a foreign %s by name: %s as %s", async (name, from, to, message) => {
    await change(name, (text) => text.replace(from, to));
    await expect(readRun(folder)).rejects.toThrow(`${path(name)} ${message}`);
  });

  it("refuses a snapshot of another version by name, and needs it not", async () => {
    await change("snapshot.json", (text) => text.replace(ours, '"version":7'));
    const { problems, state: read } = await readRun(folder);
    expect(problems).toEqual([
      `${path("snapshot.json")} is not a snapshot of version ${formatVersion}: it is of version 7`,
    ]);
    expect(sameState(read)).toEqual(sameState(state));
  });

  it("refuses a snapshot of another run", async () => {
    await change("snapshot.json", (text) => text.replace('"run":"run1"', '"run":"run2"'));
    await expect(readRun(folder)).rejects.toThrow(`${path("snapshot.json")} is of run run2, not of run1`);
  });

  it.each([
    [
      "an actor that was not at work",
      (line: string) => line.replace(".done.actor.planner", ".done.actor.fixer"),
    ],
    ["a result that the chart cannot take", (line: string) => line.replace('"tasks":', '"no":')],
  ])("refuses a journal that tells of %s: another version wrote it", async (_, edit) => {
    await rm(path("snapshot.json"));
    await change("journal.jsonl", edit);
    await expect(readRun(folder)).rejects.toThrow(
      `${path("journal.jsonl")} does not fit the statechart of this version: line 2`,
    );
  });

  it("falls back to the journal where the snapshot names a state that the chart does not have", async () => {
    await change("snapshot.json", (text) => text.replaceAll('"executing"', '"performing"'));
    const { problems, state: read } = await readRun(folder);
    expect(problems).toEqual([expect.stringContaining(path("snapshot.json"))]);
    expect(sameState(read)).toEqual(sameState(state));
  });
});

describe("the folder of runs", () => {
  it.each(["verified", "unverified", "stopped", "failed"])(
    "lists runs that have not ended, the newest first, and leaves a %s one out",
    async (status) => {
      const project = await mkdtemp(join(root, "project-"));
      for (const [name, report] of [
        ["20260101-1", { status: "paused" }],
        ["20260102-1", undefined],
        ["20260103-1", { status }],
        ["20260104-1", "half a rep"],
      ] as const) {
        const run = join(runsFolderOf(project), name);
        await mkdir(run, { recursive: true });
        await writeFile(join(run, "journal.jsonl"), "");
        if (report)
          await writeFile(
            join(run, "report.json"),
            JSON.stringify(report).slice(0, -1) + (typeof report === "string" ? "" : "}"),
          );
      }
      await mkdir(join(runsFolderOf(project), "20260105-never-begun", "checks"), {
        recursive: true,
      });
      const names = (await unfinishedRunFolders(project)).map((found) => found.split("/").at(-1));
      expect(names).toEqual(["20260104-1", "20260102-1", "20260101-1"]);
      expect(await unfinishedRunFolders(join(project, "no-such-folder"))).toEqual([]);
    },
  );
});
