import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createGitCheckpoints } from "../../../src/actors/checkpoints/git-checkpoints.js";
import { createProber, type Prober } from "../../../src/actors/evidence/prober.js";
import type { Checkpoint, ProbeInput } from "../../../src/contracts/actor.js";
import type { Check } from "../../../src/contracts/check.js";
import type { Probe } from "../../../src/contracts/evidence.js";
import { createProject, type Project } from "../../support/project.js";

const never = new AbortController().signal;
const check: Check = { name: "test", command: "node --test", timeoutSeconds: 60, when: "task" };

let project: Project;
let stateFolder: string;
let prober: Prober;

beforeEach(async () => {
  project = await createProject({
    "old.js": "exports.half = (n) => n / 2;\n",
    "old.test.js": testOf("old", "half(4)", 2),
  });
  stateFolder = await mkdtemp(join(tmpdir(), "prober-"));
});

afterEach(async () => {
  await prober.close();
  await project.remove();
  await rm(stateFolder, { recursive: true });
});

function testOf(module: string, call: string, expected: unknown): string {
  return [
    'const { test } = require("node:test");',
    'const assert = require("node:assert");',
    `const subject = require("./${module}.js");`,
    `test("${call}", () => assert.equal(subject.${call}, ${JSON.stringify(expected)}));`,
    "",
  ].join("\n");
}

const inputOf = (checkpoint: Checkpoint): ProbeInput => ({
  taskId: "T1",
  attempt: 0,
  checkpoint,
  checks: [check],
  tried: [],
  faults: 3,
  isForReview: false,
  deadlineSeconds: 100,
});

/** All that is tried with a change, and how it ends. */
async function tried(files: Record<string, string>, given: Partial<ProbeInput> = {}) {
  const worktree = project.path;
  const checkpoints = await createGitCheckpoints({ worktree, stateFolder });
  const checkpoint = await checkpoints.save();
  await checkpoints.open(checkpoint);
  for (const [file, text] of Object.entries(files)) await project.write(file, text);
  await checkpoints.close();
  prober = createProber({ worktree, stateFolder, checkpoints });
  const probes: Probe[] = [];
  for (;;) {
    const output = await prober.probe({ ...inputOf(checkpoint), tried: probes, ...given }, never);
    if ("probe" in output) probes.push(output.probe);
    else return { probes, end: output.state, reason: output.reason, checkpoint };
  }
}

const told = ({ probes }: { probes: Probe[] }) =>
  probes.map(({ kind, outcome }) => `${kind === "change taken back" ? kind : "fault"} ${outcome}`);

const max = "exports.max = (a, b) => {\n  if (a > b) return a;\n  return b;\n};\n";
const half = "exports.half = (n) => n / 2;\n";

describe("createProber", () => {
  it("sees tests fail without the change, and with small faults in it", async () => {
    const result = await tried({
      "old.js": half + max,
      "old.test.js":
        testOf("old", "half(4)", 2) +
        'test("max", () => { assert.equal(subject.max(1, 2), 2); assert.equal(subject.max(3, 2), 3); });\n',
    });
    const [first] = result.probes;
    expect([told(result)[0], first?.by, first?.tests, result.end]).toEqual([
      "change taken back noticed",
      ["max"],
      1,
      "tried",
    ]);
    expect(
      result.probes.filter(({ kind, outcome }) => kind !== "change taken back" && outcome === "noticed")
        .length,
    ).toBeGreaterThan(0);
  });

  it.each([
    ["that no check loads", { "extra.js": max }],
    [
      "whose test is a tautology",
      {
        "extra.js": max,
        "extra.test.js": 'require("node:test")("max", () => { require("./extra.js"); });\n',
      },
    ],
    [
      "whose test tests its own copy",
      {
        "extra.js": max,
        "extra.test.js":
          'const max = (a, b) => (a > b ? a : b);\nrequire("node:test")("max", () => { if (max(1, 2) !== 2) throw new Error("wrong"); });\n',
      },
    ],
  ])("sees that nothing notices a change %s", async (_, files) => {
    const result = await tried(files);
    expect(result.probes.length).toBeGreaterThan(1);
    expect(told(result).filter((line) => line.endsWith("noticed") && line.startsWith("fault"))).toEqual([]);
    expect(result.end).toBe("tried");
  });

  it("notices a refactoring that old tests look at by its faults alone", async () => {
    const result = await tried({
      "old.js": "exports.half = (n) => {\n  const two = 2;\n  return n / two;\n};\n",
    });
    expect(told(result)).toContain("change taken back survived");
    expect(told(result)).toContain("fault noticed");
  });

  it.each([
    ["prose", { "README.md": "# Words\n" }],
    ["comments", { "old.js": `// Half of a number.\n${half}` }],
    ["a picture", { "logo.png": "\0PNG" }],
    ["tests only", { "old.test.js": testOf("old", "half(6)", 3) }],
  ])("has nothing to try with %s", async (_, files) => {
    expect(await tried(files)).toMatchObject({ probes: [], end: "nothing" });
  });

  it("notices data that a test needs, which is no code", async () => {
    const reading =
      testOf("old", "half(4)", 2) +
      'test("size", () => { assert.equal(require("./data.json").size, 3); });\n';
    const result = await tried({ "data.json": '{"size":3}', "old.test.js": reading });
    expect(told(result)).toEqual(["change taken back noticed"]);
  });

  it("goes on behind what was tried, in a new process", async () => {
    const files = { "extra.js": max };
    const { probes, checkpoint: first } = await tried(files);
    await prober.close();
    const one = probes.slice(0, 2);
    const worktree = project.path;
    const checkpoints = await createGitCheckpoints({ worktree, stateFolder });
    prober = createProber({ worktree, stateFolder, checkpoints });
    expect(await prober.probe({ ...inputOf(first), tried: one }, never)).toMatchObject({
      probe: { file: probes[2]?.file, after: probes[2]?.after },
    });
    await prober.close();
    expect(await prober.probe({ ...inputOf(first), tried: probes }, never)).toMatchObject({ state: "tried" });
  });

  it("says why it cannot try: without git, without checks, or where the checks do not pass in a copy", async () => {
    expect(await tried({ "old.js": max }, { checks: [] })).toMatchObject({
      end: "notTried",
      reason: "there are no checks",
    });
    await prober.close();
    const missing = await tried(
      { "old.js": half + max },
      { checks: [{ ...check, command: "a-tool-that-is-missing" }] },
    );
    expect(missing).toMatchObject({
      probes: [],
      end: "notTried",
      reason: expect.stringContaining("in a copy of the tree test does not pass"),
    });
    await prober.close();
    expect(await tried({ "old.js": max }, { checkpoint: { tree: null } })).toMatchObject({ end: "notTried" });
  });

  it("leaves the project as it is, and no copy behind", async () => {
    await tried({ "old.js": half + max });
    await prober.close();
    expect(await project.git("status", "--porcelain")).toBe(" M old.js\n");
    expect((await readdir(project.path)).sort()).toEqual([".git", "old.js", "old.test.js"]);
  });
});
