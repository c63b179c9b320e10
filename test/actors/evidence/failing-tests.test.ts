import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createGitCheckpoints } from "../../../src/actors/checkpoints/git-checkpoints.js";
import type { Trial } from "../../../src/actors/evidence/judge-trial.js";
import { createProber } from "../../../src/actors/evidence/prober.js";
import type { Check } from "../../../src/contracts/check.js";
import { createProject, type Project } from "../../support/project.js";

const never = new AbortController().signal;
const check: Check = { name: "test", command: "node --test", timeoutSeconds: 60, when: "task" };

let project: Project;
let stateFolder: string;

beforeEach(async () => {
  project = await createProject({
    "price.js": "exports.price = (amount, count) => amount * count;\n",
    "price.test.js": testsOf(["price", "assert.equal(subject.price(2, 3), 6)"]),
  });
  stateFolder = await mkdtemp(join(tmpdir(), "failing-"));
});

afterEach(async () => {
  await project.remove();
  await rm(stateFolder, { recursive: true });
});

function testsOf(...tests: [name: string, body: string][]): string {
  return [
    'const { test } = require("node:test");',
    'const assert = require("node:assert");',
    'const subject = require("./price.js");',
    ...tests.map(([name, body]) => `test(${JSON.stringify(name)}, () => ${body});`),
    "",
  ].join("\n");
}

async function tried(
  content: string,
  names: string[],
  path = "discount.test.js",
  checks = [check],
  seconds = 300,
): Promise<Trial> {
  const worktree = project.path;
  const checkpoints = await createGitCheckpoints({ worktree, stateFolder });
  const checkpoint = await checkpoints.save();
  const prober = createProber({ worktree, stateFolder, checkpoints });
  try {
    const covers = names.map((test) => ({ criterion: "a discount is taken off", test }));
    const tests = { files: [{ path, content }], covers };
    return await prober.tryFailing(tests, { checkpoint, checks, seconds }, never);
  } finally {
    await prober.close();
  }
}

const failing: [string, string] = ["a discount is taken off", "assert.equal(subject.discount(100, 10), 90)"];
const passing: [string, string] = ["a price is there", "assert.ok(subject.price)"];

it("accepts tests of which each fails, and leaves the worktree alone", async () => {
  const before = await readdir(project.path);
  expect(await tried(testsOf(failing), [failing[0]])).toEqual({ outcome: "failing" });
  expect(await readdir(project.path)).toEqual(before);
});

it("accepts tests of a file that is not there yet", async () => {
  const content = testsOf(failing).replace("./price.js", "./discount.js");
  expect(await tried(content, [failing[0]])).toEqual({ outcome: "failing" });
});

it("refuses tests that all pass", async () => {
  expect(await tried(testsOf(passing), [passing[0]])).toMatchObject({
    outcome: "refused",
    problem: expect.stringContaining("pass without the change"),
  });
});

it("names the test that passes among others that fail", async () => {
  const trial = await tried(testsOf(failing, passing), [failing[0], passing[0]]);
  expect(trial).toMatchObject({
    outcome: "refused",
    problem: expect.stringContaining(": a price is there."),
  });
});

it("refuses the name of a test that did not run", async () => {
  expect(await tried(testsOf(failing), ["some other test"])).toMatchObject({
    outcome: "refused",
    problem: expect.stringContaining("some other test"),
  });
});

it("refuses tests that the check does not run", async () => {
  const trial = await tried(testsOf(failing), [failing[0]], "spec/discount.test.js", [
    { ...check, command: "node --test price.test.js" },
  ]);
  expect(trial).toEqual({
    outcome: "refused",
    problem: "test finds no test in these files: name and place them like the tests that are there",
  });
});

it("says where nobody can see them fail", async () => {
  const worktree = project.path;
  const checkpoints = await createGitCheckpoints({ worktree, stateFolder });
  const prober = createProber({ worktree, stateFolder, checkpoints });
  const tests = { files: [{ path: "a.test.js", content: "" }], covers: [] };
  const trial = await prober.tryFailing(
    tests,
    { checkpoint: { tree: null }, checks: [check], seconds: 300 },
    never,
  );
  expect(trial).toEqual({ outcome: "unseen", reason: expect.stringContaining("git") });
  await prober.close();
});

it("says that no check runs tests, and does not ask a linter", async () => {
  const checks = [{ ...check, name: "lint", command: "true" }];
  expect(await tried(testsOf(failing), [failing[0]], undefined, checks)).toEqual({
    outcome: "unseen",
    reason: "no check of a task runs tests",
  });
});

it("gives up on tests that take too long", async () => {
  const endless = "setInterval(() => {}, 1_000);\n";
  expect(await tried(endless, [failing[0]], undefined, [check], 1)).toEqual({
    outcome: "unseen",
    reason: "it takes longer than 1 s",
  });
});

describe("a check of which only the exit code is known", () => {
  const byExitCode = (command: string) => [{ ...check, command }];

  it("shows tests to fail where it passes without them", async () => {
    const checks = byExitCode("test ! -e discount.test.js");
    expect(await tried(testsOf(failing), [failing[0]], undefined, checks)).toEqual({ outcome: "failing" });
  });

  it("shows nothing where it fails without them too", async () => {
    expect(await tried(testsOf(failing), [failing[0]], undefined, byExitCode("false"))).toEqual({
      outcome: "unseen",
      reason: "test does not pass without them either",
    });
  });
});

it("takes no crash of another file for a test that fails", async () => {
  await project.write("broken.test.js", 'require("./missing.js");\n');
  const trial = await tried(testsOf(failing), [failing[0]], "spec/discount.test.js", [
    { ...check, command: "node --test price.test.js broken.test.js" },
  ]);
  expect(trial).toMatchObject({ outcome: "unseen" });
});
