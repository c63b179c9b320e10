import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toTestList, writeTestList } from "../../../../src/actors/checks/weakenings/test-list.js";
import { weakeningsOf } from "../../../../src/actors/checks/weakenings/weakenings-of.js";
import type { ChecksInput } from "../../../../src/contracts/actor.js";
import type { CheckResult, Weakening } from "../../../../src/contracts/check.js";
import { checkResult, counts } from "../../../support/check-result.js";
import { fakeCheckpoints } from "../../../support/fake-checkpoints.js";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "weakenings-"));
});
afterEach(() => rm(root, { recursive: true }));

const input: ChecksInput = {
  scope: "task",
  attempt: 0,
  known: [],
  passing: [],
  tests: {},
  checkpoint: { tree: "before" },
  deadlineSeconds: 60,
};
const told = (weakenings: Weakening[]) => weakenings.map(({ text, files }) => [text, files]);

/** What a change of these files takes away; `undefined` is a file that is not there. */
async function byFiles(changes: Record<string, [before: string | undefined, after: string | undefined]>) {
  for (const [path, [, after]] of Object.entries(changes)) {
    if (after === undefined) continue;
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), after);
  }
  const checkpoints = fakeCheckpoints({
    fileAt: async ({ tree }, path) => (tree === "before" ? changes[path]?.[0] : undefined),
  });
  const options = { worktree: root, checkpoints, programs: ["check.js"] };
  return told(await weakeningsOf([], Object.keys(changes), input, options));
}

describe("by its files a change weakens the checks where", () => {
  it.each<[title: string, path: string, before: string | undefined, after: string | undefined, text: string]>(
    [
      ["a test is changed", "a.test.js", "a", "b", "a.test.js: a test was changed"],
      [
        "a program of theirs is changed",
        "check.js",
        "a",
        "b",
        "check.js: a program of the checks was changed",
      ],
      ["a test is deleted", "a.test.js", "a", undefined, "a.test.js: a test was deleted"],
      [
        "a configuration is new",
        "vitest.config.ts",
        undefined,
        "a",
        "vitest.config.ts: a configuration of the checks was added",
      ],
      [
        "a configuration is changed",
        "Makefile",
        "a",
        "b",
        "Makefile: a configuration of the checks was changed",
      ],
      [
        "a script is changed",
        "package.json",
        '{"scripts":{"test":"a"}}',
        '{"scripts":{"test":"b"}}',
        "package.json: scripts.test changed",
      ],
      ["a manifest is deleted", "package.json", "{}", undefined, "package.json: all of it changed"],
      [
        "code behaves otherwise under test",
        "a.js",
        "a",
        "if (process.env.VITEST) b",
        "a.js: behaves otherwise under test",
      ],
      [
        "new code leaves the linter out",
        "a.js",
        undefined,
        "// eslint-disable-next-line",
        "a.js: takes lines away from the linter",
      ],
      [
        "a new test stops the others",
        "a.test.js",
        undefined,
        'it.only("a")',
        "a.test.js: runs one test instead of all",
      ],
    ],
  )("%s", async (_, path, before, after, text) => {
    expect(await byFiles({ [path]: [before, after] })).toEqual([[text, [path]]]);
  });

  it.each<[title: string, path: string, before: string | undefined, after: string | undefined]>([
    ["a test is new, whatever it skips", "a.test.js", undefined, 'it.skip("a")'],
    ["code is changed", "a.js", "a", "b"],
    ["code is deleted that was left out", "a.js", "// eslint-disable-next-line", undefined],
    ["a dependency is new", "package.json", "{}", '{"dependencies":{"a":"1"}}'],
  ])("nothing happens when %s", async (_, path, before, after) => {
    expect(await byFiles({ [path]: [before, after] })).toEqual([]);
  });

  it("a test changes in two ways, and a snapshot, which a task may name by its test", async () => {
    const snapshot = "src/__snapshots__/a.test.js.snap";
    expect(await byFiles({ "a.test.js": ["it(a)", 'it.skip("a")'], [snapshot]: ["a", "b"] })).toEqual([
      ["a.test.js: a test was changed", ["a.test.js"]],
      ["a.test.js: skips a test", ["a.test.js"]],
      [`${snapshot}: a test was changed`, [snapshot, "src/a.test.js"]],
    ]);
  });
});

describe("without a tree to compare with", () => {
  it.each([
    ["outside git", null, input],
    [
      "before the first change",
      ["a.test.js"],
      { scope: "baseline", attempt: 0, known: [], tests: {}, deadlineSeconds: 60 },
    ],
  ] as const)("no file weakens anything: %s", async (_, changed, given) => {
    const checkpoints = fakeCheckpoints({ fileAt: async () => "before" });
    const found = await weakeningsOf([], changed, given as ChecksInput, {
      worktree: root,
      checkpoints,
      programs: [],
    });
    expect(found).toEqual([]);
  });
});

describe("by its tests a change weakens the checks where", () => {
  const names = (...all: string[]) =>
    toTestList(all.length, {
      tests: all.map((name) => ({ file: "a.test.js", name, status: "passed" })),
      crashes: [],
    });

  /** What is lost between two lists of tests; `undefined` is a list that is not there. */
  async function byLists(
    before: ReturnType<typeof names> | undefined,
    now: ReturnType<typeof names> | undefined,
    result: CheckResult = checkResult("passed", counts(1)),
    changed: string[] | null = [],
  ) {
    if (before) await writeTestList(join(root, "before.json"), before);
    if (now) await writeTestList(join(root, "now.json"), now);
    return weakeningsOf(
      [{ ...result, ...(now ? { tests: "now.json" } : {}) }],
      changed,
      { ...input, checkpoint: { tree: null }, tests: { test: "before.json" } },
      { worktree: root, checkpoints: fakeCheckpoints(), programs: [], outputFolder: root },
    );
  }

  it("one is gone, whichever file the task names for it", async () => {
    const found = await byLists(names("one", "two"), names("one"), undefined, ["b.js", "vitest.config.ts"]);
    expect(found.filter(({ text }) => text.startsWith("test: "))).toEqual([
      {
        text: expect.stringMatching(/^test: 1 test of a\.test\.js .*: two$/),
        fingerprint: expect.any(String),
        files: ["a.test.js", "vitest.config.ts"],
      },
    ]);
  });

  it("many are gone: five are named", async () => {
    const all = ["a", "b", "c", "d", "e", "f"];
    const [found] = await byLists(names("one", ...all), names("one"));
    expect(found?.text).toBe("test: 6 tests of a.test.js are no longer run: a, b, c, d, e, …");
  });

  it("some are skipped", async () => {
    const skipped = toTestList(0, {
      tests: [
        { file: "a.test.js", name: "one", status: "skipped" },
        { file: "a.test.js", name: "two", status: "skipped" },
      ],
      crashes: [],
    });
    expect((await byLists(names("one", "two"), skipped))[0]?.text).toBe(
      "test: 2 tests of a.test.js are now skipped: one, two",
    );
  });

  it("fewer are counted, of which nobody knows the names", async () => {
    expect(told(await byLists(toTestList(3, undefined), toTestList(1, undefined)))).toEqual([
      ["test: 2 tests are no longer run", []],
    ]);
  });

  it("fewer are counted, which changed code allows nobody, and a changed configuration a task that names it", async () => {
    const [three, one] = [toTestList(3, undefined), toTestList(1, undefined)];
    const changed = ["src/add.js", "vitest.config.ts"];
    expect((await byLists(three, one, undefined, changed)).map(({ files }) => files)).toContainEqual([
      "vitest.config.ts",
    ]);
    expect(told(await byLists(three, one, undefined, ["src/add.js"]))).toEqual([
      ["test: 2 tests are no longer run", []],
    ]);
  });

  it("a check that counted them passes without counts", async () => {
    expect(told(await byLists(names("one", "two"), undefined, checkResult("passed")))).toEqual([
      ["test: 2 tests are no longer run", []],
    ]);
  });

  it.each<[title: string, Parameters<typeof byLists>]>([
    [
      "a check fails without counts, which is an error by itself",
      [names("one"), undefined, checkResult("failed")],
    ],
    ["a check could not run", [names("one"), undefined, checkResult("couldNotRun")]],
    ["a check ran nothing", [names("one"), names(), checkResult("ranNothing")]],
    ["a check timed out", [names("one"), names(), checkResult("timedOut")]],
    [
      "a part of a check ran",
      [names("one", "two"), names("one"), checkResult("passed", { isPartial: true })],
    ],
    ["nothing was executed before", [names(), undefined]],
    ["the accepted list cannot be read", [undefined, names("one")]],
  ])("no test is lost when %s", async (_, given) => {
    expect(await byLists(...given)).toEqual([]);
  });

  it("no test is lost of a check whose tests were never accepted", async () => {
    const found = await weakeningsOf([checkResult("passed", { name: "constructor" })], [], input, {
      worktree: root,
      checkpoints: fakeCheckpoints(),
      programs: [],
      outputFolder: root,
    });
    expect(found).toEqual([]);
  });

  it("the same loss has the same fingerprint, whichever tests it names", async () => {
    const [first] = await byLists(names("one", "two"), names("one"));
    const [second] = await byLists(names("one", "two", "three"), names("one"));
    const [other] = await byLists(names("one"), undefined, checkResult("passed"));
    expect(second?.fingerprint).toBe(first?.fingerprint);
    expect(other?.fingerprint).not.toBe(first?.fingerprint);
  });
});
