import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createGitCheckpoints } from "../../../src/actors/checkpoints/git-checkpoints.js";
import { createChecks } from "../../../src/actors/checks/run-checks.js";
import type { ChecksInput } from "../../../src/contracts/actor.js";
import type { Check } from "../../../src/contracts/check.js";
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

let project: Project;
let stateFolder: string;
let log: string;

beforeEach(async () => {
  project = await createProject({ ".gitignore": "ignored\n", "a.js": "1;\n" });
  stateFolder = await mkdtemp(join(tmpdir(), "kept-results-"));
  log = join(stateFolder, "log");
});

afterEach(async () => {
  await project.remove();
  await rm(stateFolder, { recursive: true });
});

const checkOf = (command: string, name = "test"): Check => ({
  name,
  command,
  timeoutSeconds: 60,
  when: "task",
});

async function checksOf(...checks: Check[]) {
  const worktree = project.path;
  const checkpoints = await createGitCheckpoints({ worktree, stateFolder });
  const run = createChecks({ worktree, checks, checkpoints, outputFolder: join(stateFolder, "checks") });
  return async (scope: ChecksInput["scope"] = "baseline") => (await run({ ...input, scope }, never)).results;
}

const meeting = `const { existsSync, writeFileSync } = require("node:fs");
const [, , mine, other] = process.argv;
writeFileSync(mine, "");
const timer = setInterval(() => existsSync(other) && clearInterval(timer), 20);`;

const runs = async () => (await readFile(log, "utf8").catch(() => "")).length;

it("does not run a check again that passed on the same tree, and says so", async () => {
  const run = await checksOf(checkOf(`printf x >> ${log}`));
  const [first] = await run();
  const [second] = await run("final");
  expect([first?.isCached, second?.isCached, second?.outcome, await runs()]).toEqual([
    undefined,
    true,
    "passed",
    1,
  ]);
});

it.each([
  ["a file was changed", () => project.write("a.js", "2;\n")],
  ["a file was added", () => project.write("b.js", "2;\n")],
  ["a file is gone", () => rm(join(project.path, "a.js"))],
])("runs it again where %s", async (_, change) => {
  const run = await checksOf(checkOf(`printf x >> ${log}`));
  await run();
  await change();
  const [second] = await run("final");
  expect([second?.isCached, await runs()]).toEqual([undefined, 2]);
});

it("keeps what passed when the tree is as before again", async () => {
  const run = await checksOf(checkOf(`printf x >> ${log}`));
  await run();
  await project.write("a.js", "2;\n");
  await run("final");
  await project.write("a.js", "1;\n");
  const [third] = await run("final");
  expect([third?.isCached, await runs()]).toEqual([true, 2]);
});

it("runs a check again that failed", async () => {
  const run = await checksOf(checkOf(`printf x >> ${log}; exit 1`));
  await run();
  const [second] = await run("final");
  expect([second?.isCached, await runs()]).toEqual([undefined, 2]);
});

it("keeps nothing of a check that left a file behind in the project", async () => {
  const run = await checksOf(checkOf(`printf x >> ${log}; printf x >> report.txt`));
  await run();
  const [second] = await run("final");
  expect([second?.isCached, await runs()]).toEqual([undefined, 2]);
});

it("runs independent checks side by side: each waits for the other", async () => {
  const script = join(stateFolder, "meet.cjs");
  await writeFile(script, meeting);
  const meet = (mine: string, other: string) =>
    `node ${script} ${join(stateFolder, mine)} ${join(stateFolder, other)}`;
  const at = (name: string, command: string): Check => ({
    ...checkOf(command, `${name}: test`),
    folder: name,
  });
  const run = await checksOf(at("back", meet("one", "two")), at("front", meet("two", "one")));
  expect((await run()).map(({ outcome }) => outcome)).toEqual(["passed", "passed"]);
});

it("puts back what a check wrote beside another, and tells whose it was", async () => {
  const fixing = { ...checkOf("printf fixed > a.js", "lint"), folder: "one" };
  const testing = { ...checkOf("true", "test"), folder: "two" };
  const run = await checksOf(fixing, testing);
  const results = await run();
  const told = results.map(({ putBack }) => putBack);
  expect([told, await readFile(join(project.path, "a.js"), "utf8")]).toEqual([[["a.js"], undefined], "1;\n"]);
});
