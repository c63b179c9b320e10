import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createGitCheckpoints } from "../../../src/actors/checkpoints/git-checkpoints.js";
import { createChecks } from "../../../src/actors/checks/run-checks.js";
import type { ChecksInput } from "../../../src/contracts/actor.js";
import { createProject, type Project } from "../../support/project.js";

const never = new AbortController().signal;
const written = { path: "sum.test.js", content: 'require("node:test")("sum", () => {});\n' };

let project: Project;
let stateFolder: string;
beforeEach(async () => {
  project = await createProject({ "sum.js": "exports.sum = (a, b) => a + b;\n" });
  stateFolder = await mkdtemp(join(tmpdir(), "restored-"));
});
afterEach(async () => {
  await project.remove();
  await rm(stateFolder, { recursive: true });
});

/** The checks after a change that does something to a test that was there before it. */
async function checkedAfter(change: (file: string) => Promise<void>) {
  const checkpoints = await createGitCheckpoints({ worktree: project.path, stateFolder });
  const checkpoint = await checkpoints.save();
  await checkpoints.open(checkpoint);
  await project.write(written.path, written.content);
  await checkpoints.close();
  await checkpoints.open(await checkpoints.save());
  await change(join(project.path, written.path));
  await checkpoints.close();
  const checks = [{ name: "test", command: "node --test", timeoutSeconds: 60, when: "task" as const }];
  const run = createChecks({ worktree: project.path, checks, checkpoints, stateFolder });
  const input: ChecksInput = {
    scope: "task",
    attempt: 0,
    known: [],
    passing: [],
    tests: {},
    checkpoint,
    acceptance: [written],
    deadlineSeconds: 60,
  };
  const output = await run(input, never);
  return { output, rollBack: () => checkpoints.rollBack(checkpoint) };
}

it.each<[string, (file: string) => Promise<void>]>([
  ["rewrote", (file) => writeFile(file, "// nothing left\n")],
  ["deleted", (file) => rm(file)],
])("puts a test back that the change %s, before the checks run", async (_, change) => {
  const { output } = await checkedAfter(change);
  expect(output.restored).toEqual([written.path]);
  expect(await readFile(join(project.path, written.path), "utf8")).toBe(written.content);
  expect(output.results[0]).toMatchObject({ outcome: "passed", executed: 1 });
});

it("tells nothing where the tests are as they were", async () => {
  const { output } = await checkedAfter(async () => {});
  expect(output.restored).toBeUndefined();
});

it("counts what it put back as the task's: a skip removes it", async () => {
  const { rollBack } = await checkedAfter((file) => writeFile(file, "// nothing left\n"));
  expect(await rollBack()).toEqual({ restored: [written.path], kept: [] });
});
