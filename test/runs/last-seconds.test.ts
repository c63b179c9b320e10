import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { CheckResult } from "../../src/contracts/check.js";
import { lastSeconds } from "../../src/runs/last-seconds.js";
import { runFiles } from "../../src/runs/run-folder.js";
import { checksOutput } from "../machine/live-run.js";
import { checkResult } from "../support/check-result.js";
import { cutOff, makeRun } from "../support/made-run.js";

let project: string;
beforeEach(async () => {
  project = await realpath(await mkdtemp(join(tmpdir(), "last-seconds-")));
});
afterEach(() => rm(project, { recursive: true, force: true }));

const test = { name: "test", command: "npm test" };
const lint = { name: "lint", command: "eslint ." };
const ran = (check: typeof test, seconds: number, more: Partial<CheckResult> = {}) =>
  checkResult("passed", { ...check, seconds, ...more });

/** A run whose checks gave these results, one list after the other, the last one ever after. */
function run(id: string, ...lists: CheckResult[][]) {
  const waiting = [...lists];
  const checks = async () => {
    const [results = []] = waiting.length > 1 ? waiting.splice(0, 1) : waiting;
    return checksOutput(results);
  };
  return makeRun(project, id, { actors: { checks } });
}

const seconds = async (...checks: (typeof test)[]) => [...(await lastSeconds(project, checks))];

it("nothing is known before the first run", async () => {
  expect(await seconds(test)).toEqual([]);
});

it("the last time of the newest run counts, and an older run's where that has none", async () => {
  await run("20260101-a", [ran(test, 1), ran(lint, 7)]);
  await run("20260102-b", [ran(test, 2)], [ran(test, 3)]);
  expect(await seconds(test, lint)).toEqual([
    ["test", 3],
    ["lint", 7],
  ]);
});

it("a part of a check, one of another command and one that was not run again tell nothing", async () => {
  await run(
    "20260101-a",
    [ran(test, 5)],
    [ran(test, 1, { isPartial: true })],
    [ran(test, 5, { isCached: true }), ran(lint, 0, { isUntouched: true })],
  );
  await run("20260102-b", [ran({ ...test, command: "jest" }, 2)]);
  expect(await seconds(test, lint)).toEqual([["test", 5]]);
});

it("a run that was cut off at its first change has told of its baseline", async () => {
  const checks = async () => checksOutput([ran(test, 4)]);
  await makeRun(project, "20260101-a", { actors: { ...cutOff.actors, checks } });
  expect(await seconds(test)).toEqual([["test", 4]]);
});

it("without a journal the report is taken, and what cannot be read is none", async () => {
  const { folder } = await run("20260101-a", [ran(test, 6)]);
  const { journal, report } = runFiles(folder);
  await rm(journal);
  expect(await seconds(test)).toEqual([["test", 6]]);
  await writeFile(report, "{");
  expect(await seconds(test)).toEqual([]);
});
