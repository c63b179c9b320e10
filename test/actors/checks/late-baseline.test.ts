import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createGitCheckpoints } from "../../../src/actors/checkpoints/git-checkpoints.js";
import { createChecks } from "../../../src/actors/checks/run-checks.js";
import type { ChecksInput } from "../../../src/contracts/actor.js";
import type { Check } from "../../../src/contracts/check.js";
import { addedErrors, toBaseline, withBaseline, withLateBaseline } from "../../../src/machine/gate.js";
import { createProject, type Project } from "../../support/project.js";

const never = new AbortController().signal;
const input: ChecksInput = {
  scope: "baseline",
  attempt: 0,
  known: [],
  passing: [],
  tests: {},
  deadlineSeconds: 120,
};
const check: Check = { name: "test", command: "node --test", timeoutSeconds: 60, when: "task" };

/** A suite that needs a package which is not installed, with one test that was always wrong. */
const files = {
  ".gitignore": "node_modules\n",
  "add.js": "module.exports = (a, b) => a + b;\n",
  "add.test.js": [
    'const { test } = require("node:test");',
    'const { equal } = require("tiny-equal");',
    'const add = require("./add.js");',
    'test("adds", () => equal(add(1, 2), 3));',
    'test("was always wrong", () => equal(add(1, 1), 3));',
  ].join("\n"),
};
const tinyEqual = "exports.equal = require('node:assert').equal;\n";

let project: Project;
let stateFolder: string;

beforeEach(async () => {
  project = await createProject(files);
  stateFolder = await mkdtemp(join(tmpdir(), "late-baseline-"));
});

afterEach(async () => {
  await project.remove();
  await rm(stateFolder, { recursive: true });
});

async function mission(change: string) {
  const worktree = project.path;
  const checkpoints = await createGitCheckpoints({ worktree, stateFolder });
  const outputFolder = join(stateFolder, "checks");
  const checks = createChecks({ worktree, checks: [check], checkpoints, outputFolder, stateFolder });
  const first = await checks(input, never);
  const baseline = toBaseline(first.results);
  await project.write("node_modules/tiny-equal/index.js", tinyEqual);
  await project.write("add.js", change);
  const checkpoint = first.checkpoint ?? { tree: null };
  const late = { checkpoint, known: withBaseline(baseline) };
  const second = await checks({ ...input, scope: "task", taskId: "T1", checkpoint, late }, never);
  return { first, second, baseline: withLateBaseline(baseline, second.late) };
}

it("does not blame a change for what failed before it, where the check could not run before", async () => {
  const { first, second, baseline } = await mission("module.exports = (a, b) => b + a;\n");
  expect(first.results.map(({ outcome }) => outcome)).toEqual(["couldNotRun"]);
  expect(second.results.map(({ outcome, executed }) => [outcome, executed])).toEqual([["failed", 2]]);
  expect(addedErrors(second.results, baseline)).toEqual([]);
});

it("blames it for what it breaks", async () => {
  const { second, baseline } = await mission("module.exports = (a, b) => a - b;\n");
  expect(addedErrors(second.results, baseline).map(({ test }) => test)).toEqual(["adds"]);
});
