import { describe, expect, it, test } from "vitest";
import { type EndedCheck, judgeCheck } from "../../../src/actors/checks/judge-check.js";
import type { TestReport } from "../../../src/actors/checks/results/test-report.js";
import { readScript } from "../../../src/actors/checks/script/read-script.js";
import type { CheckOutcome } from "../../../src/contracts/check.js";

const worktree = "/there/is/no/such/folder";
const exited = (exitCode: number, signal: NodeJS.Signals | null = null): EndedCheck["end"] => ({
  type: "exited",
  exitCode,
  signal,
  left: [],
});

/** A report of so many tests. */
function report(passed: number, failed = 0, skipped = 0, crashes: string[] = []): TestReport {
  const tests = (count: number, status: TestReport["tests"][number]["status"]) =>
    Array.from({ length: count }, (_, at) => ({ file: "a.test.js", name: `${status} ${at}`, status }));
  return {
    tests: [...tests(passed, "passed"), ...tests(failed, "failed"), ...tests(skipped, "skipped")],
    crashes: crashes.map((message) => ({ file: "b.test.js", message })),
  };
}

interface Given {
  name?: string;
  command?: string;
  end?: EndedCheck["end"];
  printed?: string;
  report?: TestReport;
  missesCrashes?: boolean;
}

async function judge(given: Given) {
  const { name = "test", command = "vitest run", end = exited(0), printed = "" } = given;
  const { report, missesCrashes = false } = given;
  const check = { name, command, timeoutSeconds: 60, when: "task" } as const;
  const commands = await readScript(command, worktree);
  return judgeCheck({ check, commands, end, printed, report, missesCrashes, worktree });
}

const closing = (passed: number, failed: number) =>
  ` Test Files  1 passed (1)\n      Tests  ${failed > 0 ? `${failed} failed | ` : ""}${passed} passed (${passed + failed})\n`;
const swallowed = "vitest run || true";
const unnamed = { name: "all", command: "./run.sh" };

/** Executed, passed, failed, skipped. */
type Counts = [number, number, number, number] | null;

test.each<[title: string, Given, outcome: CheckOutcome, counts: Counts, reason?: string | RegExp]>([
  [
    "one that watches for changes could not run, also where its tests passed",
    { end: { type: "watches", once: "vitest run" }, printed: closing(3, 0) },
    "couldNotRun",
    null,
    "it watches for changes and does not end; let it run once (vitest run)",
  ],
  ["passes by its report", { report: report(3, 0, 1) }, "passed", [3, 3, 0, 1]],
  ["passes by the counts that it printed", { printed: closing(2, 0) }, "passed", [2, 2, 0, 0]],
  ["passes by its exit code where nothing is counted", { printed: "fine" }, "passed", null],
  ["passes without tests", { name: "lint", command: "eslint ." }, "passed", null],
  ["fails by its report", { report: report(2, 1), end: exited(1) }, "failed", [3, 2, 1, 0]],
  ["fails by its exit code alone", { end: exited(2), printed: "boom" }, "failed", null],
  ["fails by its report, whatever the exit code says", { report: report(2, 1) }, "failed", [3, 2, 1, 0]],
  [
    "fails by the counts that it printed, whatever the exit code says",
    { printed: closing(1, 1) },
    "failed",
    [2, 1, 1, 0],
  ],
  [
    "fails by its exit code although every test passed",
    {
      report: report(2),
      end: exited(1),
      printed: "ERROR: Coverage for lines (10%) does not meet global threshold (80%)",
    },
    "failed",
    [2, 2, 0, 0],
  ],
  [
    "fails where a file could not be loaded",
    { report: report(2, 0, 0, ["it does not load"]) },
    "failed",
    [2, 2, 0, 0],
  ],
  [
    "fails where no file could be loaded",
    { report: report(0, 0, 0, ["SyntaxError: no"]), end: exited(1) },
    "failed",
    [0, 0, 0, 0],
  ],
  [
    "is judged by what it printed where its report misses tests",
    { report: report(1), printed: closing(2, 1), end: exited(1) },
    "failed",
    [3, 2, 1, 0],
  ],
  [
    "is judged by its report where it printed fewer",
    { report: report(3), printed: closing(2, 0) },
    "passed",
    [3, 3, 0, 0],
  ],

  ["ran nothing where its report has no test", { report: report(0) }, "ranNothing", [0, 0, 0, 0], /./],
  [
    "ran nothing where all are skipped",
    { report: report(0, 0, 3) },
    "ranNothing",
    [0, 0, 0, 3],
    "all 3 are skipped",
  ],
  [
    "ran nothing where its runner found no test",
    { end: exited(1), printed: "No test files found, exiting with code 1\n" },
    "ranNothing",
    null,
    "no test ran",
  ],
  [
    "ran nothing where everything is up to date",
    { name: "test", command: "make test", printed: "make: 'test' is up to date.\n" },
    "ranNothing",
    null,
    "everything is up to date, so nothing ran",
  ],

  [
    "could not run where its tool is missing",
    { end: exited(127), printed: "sh: 1: vitest: not found\n" },
    "couldNotRun",
    null,
    "the tool vitest is missing",
  ],
  [
    "could not run where it was killed for memory",
    { end: exited(137, "SIGKILL") },
    "couldNotRun",
    null,
    "killed (out of memory?)",
  ],
  [
    "could not run where nobody could start it",
    { end: { type: "unspawned", error: new Error("no shell") } },
    "couldNotRun",
    null,
    "no shell",
  ],
  [
    "could not run where its tool is missing behind a swallowed exit code",
    { command: swallowed, printed: "sh: 1: vitest: not found\n" },
    "couldNotRun",
    null,
    "the tool vitest is missing",
  ],

  [
    "timed out, whatever it had printed",
    { end: { type: "timedOut" }, printed: closing(2, 0) },
    "timedOut",
    null,
  ],

  [
    "cannot be told where its exit code is swallowed and nothing is counted",
    { command: swallowed, printed: "fine" },
    "cannotTell",
    null,
    /hides its exit code/,
  ],
  [
    "passes behind a swallowed exit code by its counts",
    { command: swallowed, report: report(2) },
    "passed",
    [2, 2, 0, 0],
  ],
  [
    "fails behind a swallowed exit code by its counts",
    { command: swallowed, report: report(2, 1) },
    "failed",
    [3, 2, 1, 0],
  ],
  [
    "fails behind a swallowed exit code by the errors that can be read",
    { name: "types", command: "tsc | tee log", printed: "a.ts(1,2): error TS2322: No.\n" },
    "failed",
    null,
  ],
])("a check %s", async (_, given, outcome, counts, reason) => {
  const verdict = await judge(given);
  const { executed, passed, failed, skipped } = verdict;
  expect([verdict.outcome, executed === null ? null : [executed, passed, failed, skipped]]).toEqual([
    outcome,
    counts,
  ]);
  if (reason instanceof RegExp) expect(verdict.reason).toMatch(reason);
  else expect(verdict.reason).toBe(reason);
  expect(verdict.errors.length > 0).toBe(outcome !== "passed" && outcome !== "cannotTell");
});

describe("whether a check runs tests", () => {
  it.each<[title: string, Given, isTest: boolean]>([
    ["its command says", { name: "all", command: "vitest run" }, true],
    ["its name says", { name: "test", command: "./run.sh" }, true],
    ["its report says", { ...unnamed, report: report(1) }, true],
    ["its output says", { ...unnamed, printed: closing(1, 0) }, true],
    ["nothing says", unnamed, false],
    [
      "its command says also when it could not start",
      { end: { type: "unspawned", error: new Error("no") } },
      true,
    ],
    ["its command says also when it timed out", { end: { type: "timedOut" } }, true],
  ])("%s", async (_, given, isTest) => {
    expect((await judge(given)).runsTests).toBe(isTest);
  });
});

describe("the errors of a check that failed", () => {
  const texts = async (given: Given) => (await judge(given)).errors.map(({ text }) => text);

  it("are the failed tests and crashes of its report", async () => {
    const errors = await texts({ report: report(1, 1, 0, ["SyntaxError: no"]), end: exited(1) });
    expect(errors).toEqual([expect.stringContaining("failed 0"), expect.stringContaining("SyntaxError: no")]);
  });

  it("are also those of a linter or compiler beside the tests", async () => {
    const given = { report: report(1, 1), end: exited(2), printed: "src/a.ts(1,2): error TS2322: No.\n" };
    expect(await texts({ ...given, command: "vitest run; tsc" })).toEqual([
      expect.stringContaining("failed 0"),
      expect.stringContaining("TS2322"),
    ]);
    expect(await texts(given)).toEqual([expect.stringContaining("failed 0")]);
  });

  it("are also those outside of tests that its report misses, as of a file that could not be loaded", async () => {
    const printed = "src/b.ts(1,2): error TS2322: No.\n";
    expect(await texts({ report: report(1, 1), end: exited(1), printed, missesCrashes: true })).toEqual([
      expect.stringContaining("failed 0"),
      expect.stringContaining("TS2322"),
    ]);
  });

  it("are one at least, of its last words, and all lines are kept where none can be read", async () => {
    const verdict = await judge({ ...unnamed, end: exited(3), printed: "one\nboom\n" });
    expect(verdict.errors).toHaveLength(1);
    expect(verdict.lines?.map(({ text }) => text)).toEqual(["one", "boom"]);
  });

  it("are complete where a report names them, so that no line is kept", async () => {
    expect(await judge({ report: report(0, 1), end: exited(1), printed: "boom" })).not.toHaveProperty(
      "lines",
    );
  });

  it("begin with the timeout, and hold what was printed until then", async () => {
    const given = { name: "types", command: "tsc", end: { type: "timedOut" } as const };
    expect(await texts({ ...given, printed: "a.ts(1,2): error TS2322: No.\n" })).toEqual([
      "check types timed out after 60 s",
      expect.stringContaining("TS2322"),
    ]);
  });
});

describe("a check that failed and stopped early", () => {
  it.each<[title: string, Given, reason: string | undefined]>([
    ["says so where its tool does", { printed: "Bail out!\n", report: report(1, 1) }, "the tests bailed out"],
    [
      "says so where another test command comes after the first",
      { command: "vitest run && jest", report: report(1, 1) },
      "one of its test commands failed, and those after it may not have run",
    ],
    ["says nothing of one test command", { report: report(1, 1) }, undefined],
  ])("%s", async (_, given, reason) => {
    expect((await judge({ ...given, end: exited(1) })).reason).toBe(reason);
  });

  it("is none where it ended with exit code 0", async () => {
    expect((await judge({ command: "vitest run && jest", report: report(1, 1) })).reason).toBeUndefined();
  });
});

test("the report of a check lists its tests, else what it printed does", async () => {
  const whole = report(2, 1);
  expect((await judge({ report: whole, end: exited(1) })).report).toEqual(whole);
  expect((await judge({ printed: "fine" })).report).toBeUndefined();
});
