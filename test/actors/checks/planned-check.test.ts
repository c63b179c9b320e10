import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createGitCheckpoints } from "../../../src/actors/checkpoints/git-checkpoints.js";
import { type ChecksOptions, createChecks } from "../../../src/actors/checks/run-checks.js";
import type { ChecksInput, ChecksOutput } from "../../../src/contracts/actor.js";
import { missingEvidence } from "../../../src/machine/evidence.js";
import { passingChecks, toBaseline } from "../../../src/machine/gate.js";
import { createProject, type Project } from "../../support/project.js";

const never = new AbortController().signal;
const manifest = (name: string, more = {}) =>
  JSON.stringify({ name, scripts: { test: "node --test" }, ...more });
const testOf = (name: string) =>
  `const { test } = require("node:test");\nconst { value } = require("./${name}.js");\ntest("${name} works", () => { if (value !== 1) throw new Error("${name} is wrong"); });\n`;

/** Three packages without a root: app needs core. */
const files = {
  "core/package.json": manifest("core"),
  "core/core.js": "exports.value = 1;\n",
  "core/core.test.js": testOf("core"),
  "app/package.json": manifest("app", { dependencies: { core: "file:../core" } }),
  "app/app.js": 'exports.value = require("../core/core.js").value;\n',
  "app/app.test.js": testOf("app"),
  "other/package.json": manifest("other"),
  "other/other.js": "exports.value = 1;\n",
  "other/other.test.js": testOf("other"),
};

let project: Project;
let stateFolder: string;

beforeEach(async () => {
  project = await createProject(files);
  stateFolder = await mkdtemp(join(tmpdir(), "planned-check-"));
});

afterEach(async () => {
  await project.remove();
  await rm(stateFolder, { recursive: true });
});

/** A baseline, a change, and the checks of a scope after it. */
async function after(
  change: Record<string, string>,
  scope: ChecksInput["scope"] = "task",
  options: Partial<ChecksOptions> = {},
): Promise<ChecksOutput & { again(): Promise<ChecksOutput> }> {
  const worktree = project.path;
  const checkpoints = await createGitCheckpoints({ worktree, stateFolder });
  const run = createChecks({ worktree, checks: "auto", checkpoints, outputFolder: stateFolder, ...options });
  const input = { attempt: 0, tests: {}, deadlineSeconds: 120 };
  const first = await run({ ...input, scope: "baseline", known: [], passing: [] }, never);
  const checkpoint = first.checkpoint ?? { tree: null };
  await checkpoints.open(checkpoint);
  for (const [file, text] of Object.entries(change)) await project.write(file, text);
  await checkpoints.close();
  const told = { known: first.checks, passing: passingChecks(toBaseline(first.results)) };
  const late = { checkpoint, known: [] };
  const again = () => run({ ...input, ...told, scope, checkpoint, late }, never);
  return { ...(await again()), again };
}

/** The same failing change is checked twice. */
async function twice(change: Record<string, string>) {
  const { again, ...first } = await after(change);
  return { first: first.results, second: (await again()).results };
}

const told = ({ results }: ChecksOutput) => results.map(({ name, outcome }) => `${name} ${outcome}`).sort();

it("runs the checks of a changed package and of those that depend on it", async () => {
  expect(told(await after({ "core/core.js": "exports.value = 2 - 1;\n" }))).toEqual([
    "app: test passed",
    "core: test passed",
  ]);
});

it("runs those of one that nothing depends on alone", async () => {
  expect(told(await after({ "other/other.js": "exports.value = 2;\n" }))).toEqual(["other: test failed"]);
});

it("runs all where a file of the root was changed, where nothing was, and where that is asked for", async () => {
  const all = ["app: test passed", "core: test passed", "other: test passed"];
  expect(told(await after({ "shared.json": "{}" }))).toEqual(all);
  expect(told(await after({}))).toEqual(all);
  expect(
    told(await after({ "other/other.js": "exports.value = 2 - 1;\n" }, "task", { affected: false })),
  ).toEqual(all);
});

it("runs all at the end, and tells which are about what was not changed", async () => {
  const { results } = await after({ "core/core.js": "exports.value = 2 - 1;\n" }, "final");
  expect(results.map(({ name, isUntouched }) => [name, isUntouched]).sort()).toEqual([
    ["app: test", undefined],
    ["core: test", undefined],
    ["other: test", true],
  ]);
});

it("a package whose tests cannot run is in nobody's way who changes another", async () => {
  await project.write("other/package.json", manifest("other", { scripts: { test: "tool-that-is-missing" } }));
  const task = await after({ "core/core.js": "exports.value = 2 - 1;\n" });
  expect(missingEvidence(task.results)).toBeUndefined();
  const final = await after({ "core/core.js": "exports.value = 3 - 2;\n" }, "final");
  expect(told(final)).toContain("other: test couldNotRun");
  expect(missingEvidence(final.results)).toBeUndefined();
  const own = await after({ "other/other.js": "exports.value = 3;\n" }, "final");
  expect(missingEvidence(own.results)).toContain("other: test could not run");
});

/** Six suites, each of a module of its own; of those, one fails where `a.js` is wrong. */
const suite = Object.fromEntries(
  ["a", "b", "c", "d", "e", "f"].flatMap((name) => [
    [`${name}.js`, "exports.value = 1;\n"],
    [`${name}.test.js`, testOf(name)],
  ]),
);

it("ends with the related tests where one of them fails, and runs all where they pass", async () => {
  await project.remove();
  project = await createProject({ "package.json": manifest("one"), ...suite });
  const wrong = await after({ "a.js": "exports.value = 2;\n" });
  expect(wrong.results).toMatchObject([{ outcome: "failed", executed: 1, failed: 1, isPartial: true }]);
  await project.write("a.js", "exports.value = 1;\n");
  const right = await after({ "a.js": "exports.value = 3 - 2;\n" });
  expect(right.results).toMatchObject([{ outcome: "passed", executed: 6 }]);
  expect(right.results[0]).not.toHaveProperty("isPartial");
});

it("runs all tests where the related ones fail a second time with the same errors: they may only fail alone", async () => {
  await project.remove();
  project = await createProject({ "package.json": manifest("one"), ...suite });
  const { first, second } = await twice({ "a.js": "exports.value = 2;\n" });
  expect(first).toMatchObject([{ executed: 1, isPartial: true }]);
  expect(second).toMatchObject([{ executed: 6, failed: 1 }]);
});

it("believes the related tests that pass where nobody wants the others before the end", async () => {
  await project.remove();
  project = await createProject({ "package.json": manifest("one"), ...suite });
  const task = await after({ "a.js": "exports.value = 3 - 2;\n" }, "task", { affected: "only" });
  expect(task.results).toMatchObject([{ outcome: "passed", executed: 1, isPartial: true }]);
  const final = await after({ "a.js": "exports.value = 4 - 3;\n" }, "final", { affected: "only" });
  expect(final.results).toMatchObject([{ outcome: "passed", executed: 6 }]);
});

it("runs all tests of a suite that failed before: a part cannot be compared with it", async () => {
  await project.remove();
  const broken = { "b.js": "exports.value = 2;\n" };
  project = await createProject({ "package.json": manifest("one"), ...suite, ...broken });
  const { results } = await after({ "a.js": "exports.value = 2;\n" });
  expect(results).toMatchObject([{ outcome: "failed", executed: 6, failed: 2 }]);
});
