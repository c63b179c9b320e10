import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createChecks } from "../../../src/actors/checks/run-checks.js";
import type { ChecksInput } from "../../../src/contracts/actor.js";
import type { Check } from "../../../src/contracts/check.js";
import type { Checkpoints } from "../../../src/contracts/checkpoints.js";
import { ActorError } from "../../../src/contracts/failure.js";

let worktree: string;

beforeEach(async () => {
  worktree = await mkdtemp(join(tmpdir(), "run-checks-"));
});

afterEach(async () => {
  await rm(worktree, { recursive: true });
});

const never = new AbortController().signal;
const input: ChecksInput = {
  scope: "baseline",
  attempt: 0,
  known: [],
  passing: [],
  tests: {},
  deadlineSeconds: 60,
};

const nothing = { entries: new Map() };

const checkpoints: Checkpoints = {
  save: async () => ({ tree: null }),
  open: async () => undefined,
  close: async () => undefined,
  changedFiles: async ({ tree }) => (tree === null ? null : [`changed since ${tree}`]),
  diff: async () => "",
  rollBack: async () => ({ restored: [], kept: [] }),
  look: async () => nothing,
  unsettled: async () => undefined,
  settle: async () => ({ written: [], putBack: [], overwritten: new Map(), look: nothing }),
  fileAt: async () => undefined,
  unseen: async () => [],
  limits: async () => [],
};

const check = (name: string, command: string, when: Check["when"] = "task"): Check => ({
  name,
  command,
  timeoutSeconds: 30,
  when,
});

const declare = (scripts: Record<string, string>) =>
  writeFile(join(worktree, "package.json"), JSON.stringify({ scripts }));

describe("createChecks", () => {
  const given = [
    check("lint", "echo linted"),
    check("test", "exit 3"),
    check("build", "echo built", "final"),
  ];

  it.each<[ChecksInput["scope"], string[]]>([
    ["task", ["lint passed", "test failed"]],
    ["baseline", ["lint passed", "test failed", "build passed"]],
    ["final", ["lint passed", "test failed", "build passed"]],
  ])("runs the checks of scope %s one after the other, also when one fails", async (scope, expected) => {
    const run = createChecks({ worktree, checks: given, checkpoints });
    const { checks, results, changedFiles } = await run({ ...input, scope }, never);
    expect(results.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual(expected);
    expect([checks, changedFiles]).toEqual([given, null]);
  });

  it("detects the checks of the present tree every time", async () => {
    const run = createChecks({ worktree, checks: "auto", checkpoints });
    const before = await run(input, never);
    await declare({ test: "true" });
    const after = await run(input, never);
    expect([before.checks, after.checks.map(({ name }) => name)]).toEqual([[], ["test"]]);
  });

  it("runs a known check also when the tree no longer declares it, so that deleting it does not pass", async () => {
    await declare({ lint: "true" });
    const run = createChecks({ worktree, checks: "auto", checkpoints });
    const { results } = await run({ ...input, known: [check("test", "npm run test")] }, never);
    expect(results.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      "test couldNotRun",
      "lint passed",
    ]);
  });

  it("prefers the known check to a detected one of the same name", async () => {
    await declare({ test: "exit 1" });
    const known = [check("test", "echo known")];
    const { checks, results } = await createChecks({ worktree, checks: "auto", checkpoints })(
      { ...input, known },
      never,
    );
    expect(checks).toEqual(known);
    expect(results.map(({ output }) => output)).toEqual(["known"]);
  });

  it("runs nothing when checks are turned off", async () => {
    await declare({ test: "exit 1" });
    const run = createChecks({ worktree, checks: false, checkpoints });
    const { checks, results } = await run({ ...input, known: given }, never);
    expect([checks, results]).toEqual([[], []]);
  });

  it("tells the files that differ from the checkpoint", async () => {
    const run = createChecks({ worktree, checks: [], checkpoints });
    const { changedFiles } = await run({ ...input, checkpoint: { tree: "abc" } }, never);
    expect(changedFiles).toEqual(["changed since abc"]);
  });

  it("cuts a check's timeout to what the deadline leaves, and does not start the next one after it", async () => {
    const hanging = [
      check("hang", `"${process.execPath}" -e "setInterval(() => {}, 1000)"`),
      check("late", "echo x > ran"),
    ];
    const run = createChecks({ worktree, checks: hanging, checkpoints });
    const { results } = await run({ ...input, deadlineSeconds: 0.5 }, never);
    expect(results.map(({ exitCode, outcome, errors }) => [exitCode, outcome, errors[0]?.text])).toEqual([
      [null, "timedOut", "check hang timed out after 1 s"],
      [null, "timedOut", "check late timed out: the 0.5 s for all checks were used up before it"],
    ]);
    expect(await readdir(worktree)).toEqual([]);
  });

  it("keeps the whole output of every check in a file of its own", async () => {
    const outputFolder = join(worktree, "kept", "checks");
    const run = createChecks({
      worktree,
      checks: [check("go ../vet", "echo vetted")],
      checkpoints,
      outputFolder,
    });
    await run({ ...input, scope: "task", taskId: "T1", attempt: 2 }, never);
    await run(input, never);
    const files = (await readdir(outputFolder)).sort();
    expect(files.map((file) => file.replace(/[0-9a-f]{8}(?=\.log$)/, "hash"))).toEqual([
      "baseline-0-go-..-vet-hash.log",
      "task-T1-2-go-..-vet-hash.log",
    ]);
    expect(await readFile(join(outputFolder, files[0] ?? ""), "utf8")).toBe("vetted\n");
  });

  it("throws a failure of the actor checks when its folder cannot be made", async () => {
    await writeFile(join(worktree, "file"), "");
    const outputFolder = join(worktree, "file", "checks");
    const failed = createChecks({ worktree, checks: given, checkpoints, outputFolder })(input, never);
    const error = await failed.catch((thrown: unknown) => thrown);
    expect(error instanceof ActorError && [error.failure.actor, error.failure.kind]).toEqual([
      "checks",
      "tool",
    ]);
  });

  it("rejects with the reason of an abort and starts no other check", async () => {
    const controller = new AbortController();
    const reason = new Error("Esc");
    const hanging = [
      check("hang", `"${process.execPath}" -e "setInterval(() => {}, 1000)"`),
      check("late", "echo x > ran"),
    ];
    const running = createChecks({ worktree, checks: hanging, checkpoints })(input, controller.signal);
    setImmediate(() => controller.abort(reason));
    await expect(running).rejects.toBe(reason);
    expect(await readdir(worktree)).toEqual([]);
  });
});
