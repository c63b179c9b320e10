import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pruneRuns } from "../../src/runs/prune-runs.js";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "prune-runs-"));
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

async function makeRun(name: string, report: string | undefined) {
  const folder = join(root, name);
  await mkdir(join(folder, "checkpoints.git/objects/aa"), { recursive: true });
  await writeFile(join(folder, "checkpoints.git/objects/aa/bb"), "blob");
  await writeFile(join(folder, "journal.jsonl"), "{}\n");
  if (report !== undefined) await writeFile(join(folder, "report.json"), report);
  return folder;
}

const withStatus = (status: string) => JSON.stringify({ version: 1, status });

describe("pruneRuns", () => {
  it("removes the oldest ended runs beyond those to keep, in whatever order they are given", async () => {
    const statuses = ["verified", "unverified", "stopped", "failed"];
    const folders = await Promise.all(
      statuses.map((status, index) => makeRun(`2026010${index}`, withStatus(status))),
    );
    const pruned = await pruneRuns(folders, 2);
    expect(pruned.map((folder) => folder.slice(-8))).toEqual(["20260101", "20260100"]);
    expect((await readdir(root)).sort()).toEqual(["20260102", "20260103"]);
  });

  it.each([
    ["waits for the user", withStatus("needs-user")],
    ["is paused", withStatus("paused")],
    ["has an unknown status", withStatus("planned")],
    ["has no report", undefined],
    ["has a report that cannot be read", '{"status": "verif'],
  ])("never removes or counts a run that %s", async (_, report) => {
    const open = await makeRun("20260101", report);
    const done = await makeRun("20260102", withStatus("verified"));
    expect(await pruneRuns([open, done], 0)).toEqual([done]);
    expect(await readdir(root)).toEqual(["20260101"]);
  });

  it("removes what a crash left of a run that was being removed", async () => {
    const half = await makeRun("20260101", withStatus("verified"));
    await rm(join(half, "journal.jsonl"));
    expect(await pruneRuns([half], 0)).toEqual([half]);
    expect(await readdir(root)).toEqual([]);
  });

  it("removes nothing where there are no more than to keep, and where there is none", async () => {
    const done = await makeRun("20260102", withStatus("verified"));
    expect([await pruneRuns([done], 1), await pruneRuns([], 20)]).toEqual([[], []]);
  });
});
