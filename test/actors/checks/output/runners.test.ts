import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ranNothing } from "../../../../src/actors/checks/output/ran-nothing.js";
import { readOutput } from "../../../../src/actors/checks/output/read-output.js";
import { added } from "./added.js";

/**
 * Each runner ran two files of two tests, `adds` and `fine`, in these cases: all pass, no tests, all skipped,
 * `adds` of the first file fails (old, and again), `fine` fails too (new), `fine` fails instead (swapped),
 * `adds` of the second file fails too (twin).
 */
const runners = [
  ...[
    "ava",
    "bats",
    "bun",
    "cargo",
    "ctest",
    "deno",
    "go",
    "go-verbose",
    "jasmine",
    "jest",
    "minitest",
    "mix",
  ],
  ...["mocha", "node-spec", "node-tap", "phpunit", "prove", "pytest", "rspec", "tap", "unittest"],
  ...["unittest-verbose", "vitest"],
];
const packageRunners = ["concurrently", "lerna", "npm-workspaces", "nx", "turbo"];
/** What they print does not tell how many tests passed. */
const uncounted = ["go", "prove"];

const path = (runner: string, name: string) => new URL(`recorded/${runner}/${name}.txt`, import.meta.url);
const printed = (runner: string, name: string) => readFileSync(path(runner, name), "utf8");
const folder = (runner: string) => `/home/me/shop/${runner.replace(/-(?:spec|tap|verbose)$/, "")}`;
const reading = (runner: string, name: string) => {
  const worktree = packageRunners.includes(runner) ? "/home/me/mono" : folder(runner);
  return readOutput("test", printed(runner, name), worktree);
};
const counts = (executed: number, passed: number, failed: number, skipped: number) => ({
  executed,
  passed,
  failed,
  skipped,
});

describe.each(runners.filter((runner) => !uncounted.includes(runner)))("what %s printed", (runner) => {
  it("tells how many tests ran, failed and were skipped", () => {
    const read = (name: string) => reading(runner, name).counts;
    expect(["pass", "skipped", "old", "new", "twin"].map(read)).toEqual([
      counts(4, 4, 0, 0),
      counts(0, 0, 0, 4),
      counts(4, 3, 1, 0),
      counts(4, 2, 2, 0),
      counts(4, 2, 2, 0),
    ]);
  });
});

describe.each(uncounted)("what %s printed", (runner) => {
  it("tells how many tests failed, and that the rest is unknown", () => {
    const read = (name: string) => reading(runner, name).counts;
    const unknown = { executed: null, passed: null, skipped: null };
    expect(["pass", "old", "new"].map(read)).toEqual([
      { ...unknown, failed: 0 },
      { ...unknown, failed: 1 },
      { ...unknown, failed: 2 },
    ]);
  });
});

describe.each(runners)("a run of %s", (runner) => {
  it("ran nothing where there are no tests, and only there", () => {
    const reason = (name: string, exitCode: number) =>
      ranNothing({ exitCode, output: printed(runner, name), counts: reading(runner, name).counts });
    expect([reason("zero", 0), reason("zero", 1)]).toEqual(["no test ran", "no test ran"]);
    expect([reason("pass", 0), reason("skipped", 0), reason("old", 1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe.each([...runners, ...packageRunners])("the errors that %s printed", (runner) => {
  const news = (name: string) => added(reading(runner, "old").errors, reading(runner, name).errors).length;
  const newLines = (name: string) => added(reading(runner, "old").lines, reading(runner, name).lines).length;

  it("are complete, each with its test", () => {
    const all = ["old", "new", "swapped", "twin"].map((name) => reading(runner, name));
    expect(all.map(({ isComplete, errors }) => [isComplete, errors.length])).toEqual([
      [true, 1],
      [true, 2],
      [true, 1],
      [true, 2],
    ]);
    expect(all.flatMap(({ errors }) => errors).every(({ test }) => test !== undefined)).toBe(true);
  });

  it("are the same in another run, and differ by a new one, another one, and the same words elsewhere", () => {
    expect(["again", "new", "swapped", "twin"].map(news)).toEqual([0, 1, 1, 1]);
  });

  it("differ in the same way where the output is compared as a whole", () => {
    expect(newLines("again")).toBe(0);
    expect(["new", "swapped", "twin"].map((name) => newLines(name) > 0)).toEqual([true, true, true]);
  });
});

describe("the tests that an output lists", () => {
  it.each([
    ["bun", "shop > adds", undefined],
    ["deno", "adds", undefined],
    ["node-spec", "adds", "shop"],
    ["node-tap", "adds", "shop"],
    ["mocha", "adds", "shop"],
    ["cargo", "tests::adds", undefined],
    ["go-verbose", "TestAdds", undefined],
    ["ctest", "a_adds", undefined],
    ["unittest-verbose", "test_a.TestShop.test_adds", undefined],
    ["bats", "adds", undefined],
    ["ava", "a › adds", undefined],
  ])("are those that ran: %s", (runner, name, suite) => {
    const tests = reading(runner, "old").report?.tests ?? [];
    expect(tests).toHaveLength(4);
    expect(tests.find(({ status }) => status === "failed")).toMatchObject({ name, status: "failed" });
    expect(tests[0]?.suite).toBe(suite);
  });

  it("are unknown where only those that failed are named", () => {
    expect([reading("vitest", "old").report, reading("go", "old").report]).toEqual([undefined, undefined]);
  });
});
