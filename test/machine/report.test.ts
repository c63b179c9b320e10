import { describe, expect, it } from "vitest";
import { agentRoles, noUsage } from "../../src/contracts/agent.js";
import { restStatus, toReport } from "../../src/machine/index.js";
import { resultOf, startRun, task } from "./live-run.js";

const identity = { run: "run1", session: "ses_1", command: "auto", startedAt: "2026-01-02T03:04:05.000Z" };

const nothing = { tokens: { input: 0, output: 0, reasoning: 0, cacheRead: 0, cacheWrite: 0 }, cost: 0 };

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
          ...used(3),
        },
        {
          id: "T2",
          title: "Do T2",
          status: "blocked",
          attempts: 0,
          files: [],
          errors: ["depends on T1, which was skipped"],
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
      checks: [{ name: "test", command: "npm test", exitCode: 0, seconds: 0, when: "final" }],
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
    expect(report.checks).toEqual([
      { name: "test", command: "npm test", exitCode: 1, seconds: 0, when: "T1" },
    ]);
    expect(report.tasks).toEqual([
      {
        id: "T1",
        title: "Do T1",
        status: "active",
        attempts: 1,
        files: ["T1.js"],
        errors: ["test: error A"],
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

  it("has no exit code for a check that could not run", async () => {
    const { context } = await startRun({ baseline: "missing" }).rest();
    expect(context.finalChecks).toEqual(resultOf("missing"));
    expect(toReport(context, "unverified", identity).checks.map(({ exitCode }) => exitCode)).toEqual([null]);
  });
});
