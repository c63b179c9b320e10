import { describe, expect, it } from "vitest";
import type { ChecksOutput } from "../../src/contracts/actor.js";
import { noUsage } from "../../src/contracts/agent.js";
import type { CheckResult } from "../../src/contracts/check.js";
import { type Context, createContext, type Work } from "../../src/machine/context.js";
import { noEvidence } from "../../src/machine/noticing.js";
import { createQueue, findTask, pendingTask } from "../../src/machine/task-queue.js";
import {
  acceptPlan,
  appendRepair,
  beginFix,
  grantMore,
  grantRetry,
  recordBaseline,
  recordDiagnosis,
  recordFailure,
  recordFinalChecks,
} from "../../src/machine/updates/run-updates.js";
import {
  closeTask,
  openFix,
  openTask,
  recordChange,
  recordCheckErrors,
  recordChecks,
  skipTask,
} from "../../src/machine/updates/task-updates.js";
import { checkResult, counts } from "../support/check-result.js";
import { test as check, checksOutput, errorOf, resultOf, task } from "./live-run.js";

const fresh: Omit<Work, "taskId"> = {
  changes: 0,
  retries: 0,
  seen: {},
  findings: null,
  changedSince: [],
  acceptance: null,
  metErrors: [],
  taskCheckpoint: null,
  changeCheckpoint: null,
  claimedFiles: [],
  changedFiles: null,
  checks: [],
  weakenings: [],
  evidence: noEvidence,
  review: null,
  reviewErrors: [],
  errors: [],
};

function contextOf(change: Partial<Context> = {}): Context {
  return { ...createContext(undefined), ...change };
}

/** A run of the checks that took four seconds. */
function ran(results: CheckResult[], more: Partial<ChecksOutput> = {}): ChecksOutput {
  return checksOutput(results, { changedFiles: null, seconds: 4, ...more });
}

/** A run whose first task is open. */
function opened(work: Partial<Work> = {}, change: Partial<Context> = {}): Context {
  const queue = createQueue([pendingTask(task("T1")), pendingTask(task("T2", ["T1"]))]);
  return contextOf({
    queue,
    ...openTask(contextOf({ queue })),
    work: { ...fresh, taskId: "T1", ...work },
    ...change,
  });
}

const failedChecks = resultOf("A+B").map((result) => ({
  ...result,
  errors: [{ ...errorOf("A"), file: "a.js" }, { ...errorOf("B"), file: "a.js" }, errorOf("C")],
}));
const named = [
  { ...errorOf("A"), text: "test: error A", file: "a.js" },
  { ...errorOf("B"), text: "test: error B", file: "a.js" },
  { ...errorOf("C"), text: "test: error C" },
];

describe("a run", () => {
  it("begins with nothing", () => {
    const limits = { maxIterations: 7, budget: { tokens: 5 } };
    const { limits: all, calls, spent, ...rest } = createContext({ limits });
    expect(all).toMatchObject(limits);
    expect(rest).toEqual({
      request: "",
      reported: [],
      planSummary: "",
      queue: { pages: [], places: {}, firstPending: 0 },
      work: null,
      ahead: null,
      searchesAhead: { made: 0, wasted: 0 },
      costliest: { tokens: 0, costUsd: 0 },
      hasBaseline: false,
      baselineSince: 0,
      checks: [],
      baseline: {},
      tests: {},
      runsTests: false,
      startCheckpoint: null,
      finalChecks: [],
      finalErrors: [],
      finalSeen: {},
      iterations: 0,
      iterationLimit: 7,
      budget: { tokens: 5 },
      workSeconds: 0,
      callFailures: 0,
      failure: null,
      question: null,
      guidance: null,
    });
    expect([calls.fixer, spent.fixer]).toEqual([0, noUsage]);
  });

  it("forgets the user's words once a plan is there", () => {
    const submission = { summary: "the plan", tasks: [task("T1")] };
    expect(acceptPlan({ submission, usage: noUsage, seconds: 1 })).toEqual({
      planSummary: "the plan",
      queue: createQueue([pendingTask(task("T1"))]),
      guidance: null,
    });
  });

  it("counts the time of an actor that is no agent", () => {
    const failure = {
      kind: "deadline",
      actor: "checks",
      message: "too slow",
      retryable: true,
      usage: noUsage,
      seconds: 7,
    } as const;
    expect(recordFailure(contextOf({ workSeconds: 3, callFailures: 1 }), failure)).toEqual({
      workSeconds: 10,
      failure,
      callFailures: 2,
    });
  });

  it("ends a row of failures when its first checks have run, and counts their time", () => {
    expect(recordBaseline(contextOf({ workSeconds: 3, callFailures: 2 }), ran(resultOf("A")))).toEqual({
      hasBaseline: true,
      checks: [check],
      baseline: { test: { outcome: "failed", errors: { A: 1 } } },
      tests: {},
      runsTests: false,
      startCheckpoint: null,
      workSeconds: 7,
      callFailures: 0,
      failure: null,
    });
  });

  it("remembers whether a check runs tests", () => {
    const results = [checkResult("passed", counts(3)), checkResult("passed", { name: "lint" })];
    expect(recordBaseline(contextOf(), ran(results)).runsTests).toBe(true);
  });

  it("remembers the tree and the tests that its first checks found", () => {
    const results = [checkResult("passed", { tests: "baseline-0-test.tests.json" })];
    const checkpoint = { tree: "start" };
    expect(recordBaseline(contextOf(), ran(results, { checkpoint }))).toMatchObject({
      tests: { test: "baseline-0-test.tests.json" },
      startCheckpoint: checkpoint,
    });
  });
});

describe("final checks", () => {
  const weakening = { text: "test: 1 test is gone", fingerprint: "gone", files: ["a.test.js"] };

  it("count each error once more, and a test that is lost for one without a file", () => {
    const context = contextOf({ baseline: { test: { outcome: "passed", errors: {} } }, finalSeen: { A: 1 } });
    expect(recordFinalChecks(context, ran(resultOf("A+A"), { weakenings: [weakening] }))).toEqual({
      baseline: context.baseline,
      finalChecks: resultOf("A+A"),
      finalErrors: [
        { ...errorOf("A"), text: "test: error A" },
        { ...errorOf("A"), text: "test: error A" },
        { text: "test: 1 test is gone", fingerprint: "gone" },
      ],
      finalSeen: { A: 2, gone: 1 },
      workSeconds: 4,
      callFailures: 0,
      failure: null,
    });
  });

  it("cannot tell where they failed before in other words", () => {
    const lines = [{ text: "some words", fingerprint: "words" }];
    const context = contextOf({ baseline: { test: { outcome: "failed", errors: { A: 1 } } } });
    const { finalChecks, finalErrors } = recordFinalChecks(
      context,
      ran([checkResult("failed", { errors: ["A"], lines })]),
    );
    expect([finalChecks?.map(({ outcome }) => outcome), finalErrors]).toEqual([["cannotTell"], []]);
  });
});

describe("a fix", () => {
  it("takes each line of the user's as one error, a hundred at most", () => {
    const text = (number: number) => `error ${number}`;
    const lines = Array.from({ length: 101 }, (_, at) => `  ${text(at)}\r`);
    const { request, reported } = beginFix(["", ...lines].join("\n"));
    expect(request).toBe(["", ...lines].join("\n"));
    expect(reported).toHaveLength(100);
    expect(reported?.at(99)).toEqual({ text: "error 99", fingerprint: " | reported | error #" });
  });

  it("is of the user's errors and of all that the checks find; nothing is excused", () => {
    const context = contextOf({ reported: [errorOf("told")], workSeconds: 1 });
    expect(recordDiagnosis(context, ran(failedChecks))).toEqual({
      checks: [check],
      baseline: {},
      tests: {},
      finalChecks: failedChecks,
      reported: [errorOf("told"), ...named],
      workSeconds: 5,
      callFailures: 0,
      failure: null,
    });
  });

  it("is one task, as if a coder had made the errors that are reported", () => {
    const { work, planSummary, queue, finalChecks } = openFix(
      contextOf({ reported: named, finalChecks: failedChecks }),
    );
    expect({ planSummary, finalChecks }).toEqual({ planSummary: "Fix what was reported", finalChecks: [] });
    expect(work).toEqual({
      ...fresh,
      taskId: "F1",
      changes: 1,
      seen: { A: 1, B: 1, C: 1 },
      errors: named.map((error) => ({ ...error, seen: 1 })),
    });
    expect(queue && findTask(queue, "F1")).toEqual({
      id: "F1",
      title: "Fix what was reported",
      description: "Fix these errors:\n- test: error A\n- test: error B\n- test: error C",
      files: ["a.js"],
      acceptance: ["The reported errors are gone", "All checks pass", "What worked before still works"],
      dependsOn: [],
      kind: "repair",
      status: "active",
      attempts: 0,
      changedFiles: [],
      errors: [],
      spent: noUsage,
    });
  });
});

describe("a repair", () => {
  it("names what the final checks found, the files once, and the user's words", () => {
    const queue = createQueue([pendingTask(task("R1"))]);
    const { queue: after } = appendRepair(
      contextOf({ queue, finalErrors: named, guidance: "mind the sign" }),
    );
    expect(after && findTask(after, "R2")).toMatchObject({
      title: "Repair what the final checks found",
      description: [
        "All tasks are done, but checks on the finished tree report errors that were not there before:",
        "- test: error A",
        "- test: error B",
        "- test: error C",
        "The user says: mind the sign",
      ].join("\n"),
      files: ["a.js"],
      acceptance: ["All checks pass", "What the finished tasks added still works"],
      kind: "repair",
    });
  });
});

describe("the user's word", () => {
  it.each([
    [undefined, "as before"],
    ["  ", "as before"],
    [" mind the sign ", "mind the sign"],
  ])("%j after Retry leaves the guidance %j", (guidance, after) => {
    expect(grantRetry(contextOf({ guidance: "as before" }), guidance).guidance).toBe(after);
  });

  it("grants more of what is used up, and leaves the rest of the budget as it is", () => {
    const budget = { tokens: 10, minutes: 5 };
    const limits = { ...createContext(undefined).limits, budget };
    const spent = { ...createContext(undefined).spent, coder: { ...noUsage, input: 12 } };
    expect(grantMore(contextOf({ limits, budget, spent, question: "budgetReached" }))).toEqual({
      question: null,
      budget: { tokens: 22, minutes: 5 },
    });
  });
});

describe("a task", () => {
  it("begins with fresh counters, and only when it is ready", () => {
    const queue = createQueue([pendingTask(task("T1"))]);
    expect(openTask(contextOf({ queue })).work).toEqual({ ...fresh, taskId: "T1" });
    expect(() => openTask(contextOf())).toThrow("No task is ready");
  });

  it("remembers what the agents say they changed, each file once, in order", () => {
    const context = opened({ claimedFiles: ["b.js", "d.js"] });
    expect(
      recordChange(context, { summary: "", files: ["c.js", "b.js", "a.js"] }).work?.claimedFiles,
    ).toEqual(["a.js", "b.js", "c.js", "d.js"]);
  });

  it("forgets the review before its checks, and says what changed as far as anybody knows", () => {
    const review = { verdict: "fail", summary: "", issues: [] } as const;
    const context = opened({
      review: { ...review, issues: [] },
      reviewErrors: [errorOf("A")],
      claimedFiles: ["c.js"],
    });
    const after = recordChecks(context, ran(resultOf("ok")));
    expect(after.work).toEqual({
      ...fresh,
      taskId: "T1",
      claimedFiles: ["c.js"],
      checks: resultOf("ok"),
    });
    expect(after.queue && findTask(after.queue, "T1")?.changedFiles).toEqual(["c.js"]);
  });

  it("is judged by a baseline that was made with its checks", () => {
    const context = opened({}, { baseline: { test: { outcome: "couldNotRun", errors: {} } } });
    const changed = { ...context, ...recordChecks(context, ran(resultOf("A+B"), { late: resultOf("A") })) };
    expect(changed.baseline).toEqual({ test: { outcome: "failed", errors: { A: 1 }, isLate: true } });
    expect(recordCheckErrors(changed).work?.errors).toEqual([
      { ...errorOf("B"), text: "test: error B", seen: 1 },
    ]);
  });

  it("has what it takes away from the checks among its errors, but for its own files", () => {
    const weakened = (name: string) => ({ text: `${name} was deleted`, fingerprint: name, files: [name] });
    const context = opened();
    const weakenings = [weakened("T1.js"), weakened("T2.test.js")];
    const changed = { ...context, ...recordChecks(context, ran(resultOf("ok"), { weakenings })) };
    expect(recordCheckErrors(changed).work).toMatchObject({
      weakenings,
      errors: [{ text: "T2.test.js was deleted", fingerprint: "T2.test.js", file: "T2.test.js", seen: 1 }],
    });
  });

  it.each([
    ["verified", resultOf("ok"), undefined],
    ["unverified", resultOf("A"), "test failed before the mission too"],
  ] as const)("that ends %s keeps why, and the tests that are there now", (status, results, reason) => {
    const checks = results.map((result) => ({ ...result, tests: "task.json" }));
    const { tests, queue } = closeTask(opened({ checks }, { tests: { test: "baseline.json" } }), status);
    expect(tests).toEqual({ test: "task.json" });
    expect(queue && findTask(queue, "T1")).toEqual({
      ...pendingTask(task("T1")),
      status,
      ...(reason ? { reason } : {}),
    });
  });

  it.each([
    ["in a repository are those that were not taken back", { tree: "before" }, ["kept.js"]],
    ["before anything was saved are those that were not taken back", null, ["kept.js"]],
    ["outside a repository stay, since nothing could be taken back", { tree: null }, ["a.js"]],
  ])("that is skipped: its changed files %s", (_, taskCheckpoint, files) => {
    const context = opened({ taskCheckpoint });
    const changed = { ...context, ...recordChecks(context, ran([], { changedFiles: ["a.js"] })) };
    const { queue } = skipTask(changed, { restored: [], kept: ["kept.js"] });
    expect(queue && findTask(queue, "T1")).toMatchObject({ status: "skipped", changedFiles: files });
    expect(queue && findTask(queue, "T2")).toMatchObject({
      status: "blocked",
      errors: ["depends on T1, which was skipped"],
    });
  });
});
