import { describe, expect, it } from "vitest";
import { noUsage } from "../../../src/contracts/agent.js";
import type { Failure } from "../../../src/contracts/failure.js";
import type { Progress } from "../../../src/machine/progress.js";
import type { Task } from "../../../src/machine/task-queue.js";
import { narrate, oneLine } from "../../../src/plugin/turn/narrator.js";
import { checkResult, counts } from "../../support/check-result.js";

const task: Task = {
  id: "T1",
  title: "Add the sum",
  description: "Write sum(a, b).",
  files: ["sum.js", "sum.test.js"],
  acceptance: ["sum(1, 2) is 3"],
  dependsOn: [],
  kind: "planned",
  status: "active",
  attempts: 1,
  changedFiles: [],
  errors: [],
  spent: noUsage,
};
const review = { verdict: "pass" as const, summary: "it adds", issues: [] };
const failure: Failure = {
  kind: "provider",
  actor: "coder",
  model: "acme/small",
  message: "too many\n  requests",
  retryable: true,
  usage: noUsage,
  seconds: 1,
};

const passed = checkResult("passed", { name: "lint" });
const failed = checkResult("failed", { exitCode: 2 });
const timedOut = checkResult("timedOut", { name: "build" });
const missing = checkResult("couldNotRun", { name: "types", reason: "the tool tsc is missing" });
const counted = checkResult("passed", counts(12, 0, 1));
const writer = { ...passed, putBack: ["a.js", "b.js"] };
const told = "⚠ lint rewrites files: a.js, b.js. They are restored; a check should only read";

function fix(...errors: [text: string, seen: number][]): Progress {
  return {
    type: "fix.started",
    task,
    errors: errors.map(([text, seen]) => ({ text, seen, fingerprint: text })),
    retry: 1,
    retryLimit: 3,
    kind: "fix",
  };
}

const covered = (test: string) => ({ criterion: "sum(1, 2) is 3", test });

function tests(more: object): Progress {
  const files = [{ path: "sum.test.js", content: "test" }];
  return {
    type: "tests.written",
    task,
    files,
    covers: [covered("adds")],
    isAmended: false,
    isKept: false,
    ...more,
  };
}

function ended(status: Task["status"], more: Partial<Task> = {}, blocked: string[] = []): Progress {
  return {
    type: "task.ended",
    task: { ...task, status, ...more },
    review,
    blocked: blocked.map((id) => ({ ...task, id })),
  };
}

describe("narrate", () => {
  it("shows the plan as a table that no cell can break", () => {
    const tasks = [task, { ...task, id: "T2", title: "a | b\nc", files: ["x.js"], dependsOn: ["T1", "T0"] }];
    expect(narrate({ type: "plan.accepted", summary: "first the sum\nthen the rest", tasks })).toBe(
      [
        "first the sum then the rest",
        "",
        "| Task | What | Files | After |",
        "| --- | --- | --- | --- |",
        "| T1 | Add the sum | sum.js, sum.test.js | – |",
        "| T2 | a \\| b c | x.js | T1, T0 |",
      ].join("\n"),
    );
  });

  it("marks the tasks of a plan that no check can notice", () => {
    const tasks: Task[] = [{ ...task, proof: "review" }];
    expect(narrate({ type: "plan.accepted", summary: "words", tasks })).toContain(
      "Add the sum (reviewed only) |",
    );
  });

  it.each<[string, Progress, string]>([
    [
      "that a task of prose has ended",
      ended("reviewed", { evidence: { probes: [], state: "nothing", seconds: 1 } }),
      "T1 ✓ reviewed: nothing in it can be noticed by a check; it adds",
    ],
    [
      "that there are no checks",
      { type: "baseline.taken", results: [] },
      "Checks: none found, so nothing can be verified beyond the review",
    ],
    [
      "that all checks passed before",
      { type: "baseline.taken", results: [passed] },
      "Checks before the first change: lint ✓",
    ],
    [
      "what failed before",
      { type: "baseline.taken", results: [passed, failed] },
      "Checks before the first change: lint ✓, test ✗ exit 2 (what failed before the mission does not count against it)",
    ],
    [
      "that the last retry starts afresh",
      { ...fix(["A", 1]), retry: 3, kind: "afresh" } as Progress,
      "T1 ✗ A (seen 1×) → coder, afresh, 3/3",
    ],
    [
      "which tests are there before the code",
      tests({ covers: [covered("adds"), covered("adds"), covered("takes none")] }),
      "T1 2 tests written before the code: adds, takes none",
    ],
    [
      "that no test can be written",
      tests({ files: [], covers: [], reason: "only words change" }),
      "T1 – no tests before the code: only words change",
    ],
    [
      "that nobody saw the tests fail",
      tests({ reason: "nobody saw them fail: no git" }),
      "T1 1 test written before the code: adds (nobody saw them fail: no git)",
    ],
    ["that tests were amended", tests({ isAmended: true }), "T1 tests amended after an objection"],
    [
      "that amended tests were not seen to fail",
      tests({ isAmended: true, reason: "nobody saw them fail: no git" }),
      "T1 tests amended after an objection: nobody saw them fail: no git",
    ],
    [
      "that tests stay as they are",
      tests({ isAmended: true, isKept: true, reason: "the task says so" }),
      "T1 tests kept after an objection: the task says so",
    ],
    ["that a task starts", { type: "task.started", task }, "**T1** Add the sum"],
    [
      "which checks ran",
      { type: "checks.passed", task, results: [passed, missing, failed] },
      "T1 ✓ checks: lint ✓, types – could not run: the tool tsc is missing, test ✗ exit 2",
    ],
    [
      "how many tests passed",
      { type: "checks.passed", task, results: [counted] },
      "T1 ✓ checks: test ✓ 12 passed, 1 skipped",
    ],
    [
      "that no check passed",
      { type: "checks.passed", task, results: [missing] },
      "T1 – checks: types – could not run: the tool tsc is missing",
    ],
    ["that there is nothing to pass", { type: "checks.passed", task, results: [] }, "T1 – checks: none"],
    [
      "before the first change which check rewrites files",
      { type: "baseline.taken", results: [writer] },
      `Checks before the first change: lint ✓\n${told}`,
    ],
    [
      "after a change which check rewrites files",
      { type: "checks.passed", task, results: [writer, counted] },
      `T1 ✓ checks: lint ✓, test ✓ 12 passed, 1 skipped\n${told}`,
    ],
    [
      "the error that is mended",
      fix(["test: expected 3,\n got 2", 1]),
      "T1 ✗ test: expected 3, got 2 (seen 1×) → fixer 1/3",
    ],
    [
      "how many errors there are",
      fix(["test: expected 3", 2], ["b", 1], ["c", 1]),
      "T1 ✗ test: expected 3 and 2 more (seen 2×) → fixer 1/3",
    ],
    [
      "that the user wants another try",
      fix(["test: expected 3", 0]),
      "T1 ✗ test: expected 3 (retried at your request) → fixer 1/3",
    ],
    ["that there is no error to name", fix(), "T1 ✗ not verified → fixer 1/3"],
    ["that a task is verified", ended("verified"), "T1 ✓ verified: it adds"],
    [
      "that a task is unverified, and why",
      ended("unverified", { reason: "test timed out" }),
      "T1 ? unverified: the reviewer passed it, but nothing proves it: test timed out",
    ],
    ["that a task is skipped", ended("skipped"), "T1 ⊘ skipped, what git sees of its changes is rolled back"],
    [
      "what a skipped task blocks and leaves",
      ended("skipped", { changedFiles: ["sum.js"] }, ["T2", "T3"]),
      "T1 ⊘ skipped, but not rolled back: sum.js; blocked: T2, T3",
    ],
    [
      "a failed call and the wait",
      { type: "call.failed", failure, waitMilliseconds: 2000 },
      "⚠ coder (acme/small): too many requests → again in 2 s",
    ],
    [
      "a failed check without a wait",
      {
        type: "call.failed",
        failure: {
          kind: "tool",
          actor: "checks",
          message: "no shell",
          retryable: true,
          usage: noUsage,
          seconds: 0,
        },
        waitMilliseconds: 0,
      },
      "⚠ checks: no shell → again",
    ],
    [
      "a repair",
      { type: "repair.appended", task: { ...task, id: "R1" } },
      "✗ The finished tree fails its checks → repair task R1",
    ],
    [
      "the final checks",
      { type: "final.checked", results: [passed, timedOut] },
      "Final checks: lint ✓, build ✗ timed out",
    ],
    ["nothing of final checks that there are not", { type: "final.checked", results: [] }, ""],
    ["nothing of a question, which has a dialog", { type: "user.asked", reason: "sameError" }, ""],
  ])("tells %s", (_, progress, line) => {
    expect(narrate(progress)).toBe(line);
  });
});

describe("oneLine", () => {
  it("joins lines and leaves control characters out", () => {
    expect(oneLine(" a\r\n\tb \u0007\u001bc ")).toBe("a b c");
  });

  it("cuts what is too long, and says so", () => {
    expect(oneLine("x".repeat(160))).toBe("x".repeat(160));
    expect(oneLine("x".repeat(161))).toBe(`${"x".repeat(159)}…`);
    expect(oneLine("abcdef", 4)).toBe("abc…");
  });
});
