import { describe, expect, it } from "vitest";
import { agentRoles, noUsage } from "../../src/contracts/agent.js";
import { type Context, createContext } from "../../src/machine/context.js";
import { restStatus, toReport } from "../../src/machine/index.js";
import { endReason } from "../../src/machine/report.js";
import { createQueue, pendingTask, type Task } from "../../src/machine/task-queue.js";
import { checkResult } from "../support/check-result.js";
import { checksOutput, startRun, task } from "./live-run.js";

const identity = { run: "run1", session: "ses_1", command: "auto", startedAt: "2026-01-02T03:04:05.000Z" };

const nothing = { tokens: { input: 0, output: 0, reasoning: 0, cacheRead: 0, cacheWrite: 0 }, cost: 0 };

const { errors: _, output: __, outcome: ___, ...told } = checkResult("passed", { seconds: 0 });

/** What so many calls of the run below used. */
function used(calls: number) {
  const tokens = { input: 100, output: 10, reasoning: 5, cacheRead: 3, cacheWrite: 2 };
  const each = Object.entries(tokens).map(([kind, number]) => [kind, number * calls]);
  return { tokens: Object.fromEntries(each), cost: 0.25 * calls };
}

/** A run in which T1 is skipped, T2 waits for it, and T3 is verified after a fix. */
async function stoppedRun() {
  const run = startRun({
    tasks: [task("T1"), task("T2", ["T1"]), task("T3")],
    limits: { retryLimit: 1 },
    usage: { input: 100, output: 10, reasoning: 5, cacheRead: 3, cacheWrite: 2, cost: 0.25 },
    taskChecks: ["A", "B", "C", "ok"],
    changedFiles: ["a.js", "b.js"],
    actors: { rollback: async () => ({ restored: ["a.js"], kept: ["b.js"] }) },
  });
  await run.rest();
  return run.after({ type: "user.skipped" });
}

describe("toReport", () => {
  it("tells of every task, the final checks, and all that was used", async () => {
    const snapshot = await stoppedRun();
    const ended = { ...identity, endedAt: "2026-01-02T03:14:05.000Z" };
    expect(restStatus(snapshot)).toBe("stopped");
    expect(toReport(snapshot.context, "stopped", ended, "the user skipped a task")).toEqual({
      version: 1,
      run: "run1",
      session: "ses_1",
      command: "auto",
      request: "do it",
      status: "stopped",
      reason: "the user skipped a task",
      tasks: [
        {
          id: "T1",
          title: "Do T1",
          status: "skipped",
          attempts: 2,
          files: ["b.js"],
          errors: ["test: error B"],
          reason: "You skipped it.",
          ...used(3),
        },
        {
          id: "T2",
          title: "Do T2",
          status: "blocked",
          attempts: 0,
          files: [],
          errors: ["depends on T1, which was skipped"],
          reason: "depends on T1, which was skipped",
          ...used(0),
        },
        {
          id: "T3",
          title: "Do T3",
          status: "verified",
          attempts: 2,
          files: ["a.js", "b.js"],
          errors: [],
          ...used(4),
        },
      ],
      checks: [{ ...told, exitCode: 0, outcome: "passed", when: "final" }],
      iterations: 4,
      calls: { planner: 1, searcher: 2, coder: 2, reviewer: 1, fixer: 2 },
      agents: {
        planner: { calls: 1, ...used(1) },
        searcher: { calls: 2, ...used(2) },
        coder: { calls: 2, ...used(2) },
        reviewer: { calls: 1, ...used(1) },
        fixer: { calls: 2, ...used(2) },
      },
      ...used(8),
      startedAt: "2026-01-02T03:04:05.000Z",
      endedAt: "2026-01-02T03:14:05.000Z",
    });
  });

  it("tells the last checks of the open task while there are no final ones", async () => {
    const run = startRun({ limits: { retryLimit: 0 }, taskChecks: ["A"], changedFiles: null });
    const { context } = await run.rest();
    const report = toReport(context, "needs-user", identity);
    expect(report.checks).toEqual([{ ...told, exitCode: 1, outcome: "failed", when: "T1" }]);
    expect(report.tasks).toEqual([
      {
        id: "T1",
        title: "Do T1",
        status: "active",
        attempts: 1,
        files: ["T1.js"],
        errors: ["test: error A"],
        reason: "test: error A",
        ...nothing,
      },
    ]);
    expect(report).not.toHaveProperty("reason");
    expect(report).not.toHaveProperty("endedAt");
  });

  it("tells nothing of tasks and checks before there is a plan", async () => {
    const run = startRun({ actors: { planner: () => new Promise(() => {}) } });
    const { context } = await run.after({ type: "run.paused" });
    expect(toReport(context, "paused", identity)).toEqual({
      ...identity,
      version: 1,
      request: "do it",
      status: "paused",
      tasks: [],
      checks: [],
      iterations: 0,
      calls: { planner: 0, searcher: 0, coder: 0, reviewer: 0, fixer: 0 },
      agents: Object.fromEntries(agentRoles.map((role) => [role, { calls: 0, ...nothing }])),
      ...nothing,
    });
  });

  it("counts failed and abandoned calls too", async () => {
    const run = startRun({
      limits: { callRetries: 1 },
      actors: { searcher: () => Promise.reject(new Error("busy")) },
    });
    await run.rest();
    const usage = { ...noUsage, output: 4 };
    run.actor.send({ type: "call.abandoned", role: "coder", task: "T1", usage, seconds: 1 });
    const report = toReport(run.actor.getSnapshot().context, "needs-user", identity);
    expect(report.calls).toEqual({ planner: 1, searcher: 2, coder: 1, reviewer: 0, fixer: 0 });
    expect(report.tokens.output).toBe(4);
    expect(report.agents.coder).toEqual({ calls: 1, tokens: { ...nothing.tokens, output: 4 }, cost: 0 });
    expect(report.tasks[0]?.tokens.output).toBe(4);
  });

  it("counts no change for the errors that a fix begins with", async () => {
    const run = startRun({ beginning: { type: "fix.requested", request: "it is broken" } });
    const { tasks, iterations } = toReport((await run.rest()).context, "verified", identity);
    expect([tasks.map(({ id, attempts }) => [id, attempts]), iterations]).toEqual([[["F1", 1]], 1]);
  });

  it("has no exit code for a check that could not run, and says why", async () => {
    const missing = checkResult("couldNotRun", { runsTests: true, reason: "the tool jest is missing" });
    const { context } = await startRun({ actors: { checks: async () => checksOutput([missing]) } }).rest();
    const report = toReport(context, "unverified", identity);
    expect(report.checks).toEqual([
      expect.objectContaining({
        exitCode: null,
        outcome: "couldNotRun",
        runsTests: true,
        executed: null,
        reason: "the tool jest is missing",
      }),
    ]);
    expect(report.tasks[0]?.reason).toBe(
      "The reviewer passed it, but nothing proves it: test could not run: the tool jest is missing.",
    );
  });

  it("says of each task in a sentence why it is not verified", () => {
    const reasonOf = (change: Partial<Task>) => {
      const queue = createQueue([{ ...pendingTask(task("T1")), ...change }]);
      const context = { ...createContext(undefined), queue };
      return toReport(context, "stopped", identity).tasks[0]?.reason;
    };
    expect(reasonOf({ status: "verified" })).toBeUndefined();
    expect(reasonOf({ status: "unverified", reason: "there is no check" })).toBe(
      "The reviewer passed it, but nothing proves it: there is no check.",
    );
    expect(reasonOf({ status: "skipped" })).toBe("You skipped it.");
    expect(reasonOf({ status: "pending" })).toBe("It was not started.");
    expect(reasonOf({ status: "active" })).toBe("It was not finished.");
    expect(reasonOf({ status: "blocked", errors: ["depends on T0"] })).toBe("depends on T0");
  });
});

describe("the reason of a run that is unverified", () => {
  const ended = (reasons: (string | undefined)[], change: Partial<Context> = {}) => {
    const tasks = reasons.map((reason, index) => ({
      ...pendingTask(task(`T${index + 1}`)),
      status: reason ? ("unverified" as const) : ("verified" as const),
      ...(reason ? { reason } : {}),
    }));
    return endReason({ ...createContext(undefined), queue: createQueue(tasks), ...change }, "unverified");
  };

  it("is that of its tasks where they have the same", () => {
    expect(ended(["test timed out", undefined, "test timed out"])).toBe("test timed out");
  });

  it("names the tasks where their reasons differ", () => {
    expect(ended(["test timed out", undefined, "there is no check"])).toBe(
      "nothing proves T1, T3: test timed out; there is no check",
    );
  });

  it("is that nothing was changed where there is no task, and what the checks lack", () => {
    expect(ended([])).toBe("nothing was changed");
    expect(ended([], { finalChecks: [checkResult("passed")] })).toBe("nothing was changed");
    expect(ended([], { finalChecks: [checkResult("timedOut", { runsTests: true })] })).toBe(
      "nothing was changed, and test timed out",
    );
  });

  it("is what the finished tree lacks where every task is verified", () => {
    const finalChecks = [checkResult("timedOut", { runsTests: true })];
    expect(ended([undefined], { finalChecks })).toBe("on the finished tree test timed out");
  });
});
