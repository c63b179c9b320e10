import { describe, expect, it } from "vitest";
import { SimulatedClock } from "xstate";
import { noUsage } from "../../src/contracts/agent.js";
import { ActorError } from "../../src/contracts/failure.js";
import { type RunSnapshot, restStatus } from "../../src/machine/index.js";
import { findTask, tasksOf } from "../../src/machine/task-queue.js";
import { checksOutput, errorOf, resultOf, startRun, task } from "./live-run.js";

const never = new Promise<never>(() => {});
const retry = { type: "user.retried" } as const;
const skip = { type: "user.skipped" } as const;
const grant = { type: "user.continued" } as const;

/** How a run rests, and what it asks. */
function restOf(snapshot: RunSnapshot) {
  return [restStatus(snapshot), snapshot.context.question];
}

function statuses({ context }: RunSnapshot) {
  return Object.fromEntries(tasksOf(context.queue).map(({ id, status }) => [id, status]));
}

describe("a mission", () => {
  it("searches, codes, checks and reviews each task, then checks the finished tree", async () => {
    const run = startRun({ tasks: [task("T1", ["T2"]), task("T2")] });
    const end = await run.rest();
    expect(run.calls).toEqual([
      "planner",
      "baseline checks",
      "searcher T2",
      "coder T2 0",
      "task checks T2/0",
      "reviewer T2 0",
      "searcher T1",
      "coder T1 0",
      "task checks T1/0",
      "reviewer T1 0",
      "final checks",
    ]);
    expect(restOf(end)).toEqual(["verified", null]);
    expect(statuses(end)).toEqual({ T1: "verified", T2: "verified" });
    expect(end.context.iterations).toBe(2);
    expect(end.context.calls).toEqual({ planner: 1, searcher: 2, coder: 2, reviewer: 2, fixer: 0 });
  });

  it("does not ask the reviewer while checks fail", async () => {
    const run = startRun({ taskChecks: ["A", "ok"] });
    await run.rest();
    expect(run.calls.slice(3)).toEqual([
      "coder T1 0",
      "task checks T1/0",
      "fixer T1 1",
      "task checks T1/1",
      "reviewer T1 1",
      "final checks",
    ]);
  });

  it("gives a failed review's errors to the fixer, and checks again before the next review", async () => {
    const run = startRun({ reviews: ["fail", "pass"] });
    const end = await run.rest();
    expect(run.inputs.fixer.map(({ errors, failedChecks }) => ({ errors, failedChecks }))).toEqual([
      { errors: [{ ...errorOf("review"), seen: 1 }], failedChecks: [] },
    ]);
    expect(run.calls.slice(3)).toEqual([
      "coder T1 0",
      "task checks T1/0",
      "reviewer T1 0",
      "fixer T1 1",
      "task checks T1/1",
      "reviewer T1 1",
      "final checks",
    ]);
    expect(restOf(end)).toEqual(["verified", null]);
  });

  it("tells the fixer the tree of the task, the tree of its change, and the output of failed checks", async () => {
    const run = startRun({ taskChecks: ["A", "B"] });
    await run.rest();
    expect(run.inputs.fixer[1]).toEqual({
      task: {
        id: "T1",
        title: "Do T1",
        description: "T1 in full",
        files: ["T1.js"],
        acceptance: ["T1 works"],
      },
      planSummary: "the plan",
      attempt: 2,
      taskCheckpoint: { tree: "tree1" },
      checkpoint: { tree: "tree3" },
      errors: [{ text: "test: error B", fingerprint: "B", seen: 1 }],
      failedChecks: resultOf("B"),
      survivors: [],
      deadlineSeconds: 1800,
    });
  });

  it("does not count what failed before the mission, and takes it for no evidence either", async () => {
    const run = startRun({ baseline: "old", taskChecks: ["old"], finalChecks: ["old"] });
    const end = await run.rest();
    expect(restOf(end)).toEqual(["unverified", null]);
    expect(findTask(end.context.queue, "T1")).toMatchObject({
      status: "unverified",
      reason: "test failed before the mission too",
    });
    expect(run.calls).not.toContain("fixer T1 1");
  });

  it("gives a test that is gone to the fixer, and to the reviewer where the task names its file", async () => {
    const weakening = (file: string) => ({ text: `${file} was changed`, fingerprint: file, files: [file] });
    const weakenings = [[weakening("T1.js"), weakening("a.test.js")], [weakening("T1.js")]];
    const run = startRun({
      actors: {
        checks: async ({ scope }) =>
          checksOutput(resultOf("ok"), scope === "task" ? { weakenings: weakenings.shift() ?? [] } : {}),
      },
    });
    expect(restOf(await run.rest())).toEqual(["verified", null]);
    expect(run.calls.slice(3)).toEqual([
      "coder T1 0",
      "task checks T1/0",
      "fixer T1 1",
      "task checks T1/1",
      "reviewer T1 1",
      "final checks",
    ]);
    expect(run.inputs.fixer[0]?.errors.map(({ text }) => text)).toEqual(["a.test.js was changed"]);
    expect(run.inputs.reviewer[0]?.weakenings).toEqual([weakening("T1.js")]);
  });

  it.each(["missing", "none"])("is unverified when its checks are %s", async (baseline) => {
    const run = startRun({ baseline });
    const end = await run.rest();
    expect(restOf(end)).toEqual(["unverified", null]);
    expect(statuses(end)).toEqual({ T1: "unverified" });
  });

  it("is unverified when every task is verified and no check could run on the finished tree", async () => {
    const run = startRun({ baseline: "missing", taskChecks: ["ok"] });
    const end = await run.rest();
    expect(statuses(end)).toEqual({ T1: "verified" });
    expect(restOf(end)).toEqual(["unverified", null]);
  });

  it("works on tasks whose dependencies could only be reviewed", async () => {
    const run = startRun({
      tasks: [task("T1"), task("T2", ["T1"])],
      taskChecks: ["missing"],
      baseline: "missing",
    });
    expect(statuses(await run.rest())).toEqual({ T1: "unverified", T2: "unverified" });
  });
});

describe("the iteration cap", () => {
  it("is tested before the fixer starts, and Continue grants the same amount again", async () => {
    const run = startRun({ limits: { maxIterations: 1 }, taskChecks: ["A", "B"] });
    const asked = await run.rest();
    expect(restOf(asked)).toEqual(["needs-user", "capReached"]);
    expect(asked.context.iterations).toBe(1);
    expect(run.calls.at(-1)).toBe("task checks T1/0");

    const again = await run.after(grant);
    expect(restOf(again)).toEqual(["needs-user", "capReached"]);
    expect([again.context.iterations, again.context.iterationLimit]).toEqual([2, 2]);
    expect(run.calls.slice(-2)).toEqual(["fixer T1 1", "task checks T1/1"]);

    expect(restOf(await run.after(grant))).toEqual(["verified", null]);
  });

  it("is tested before the next task's coder starts", async () => {
    const run = startRun({ tasks: [task("T1"), task("T2")], limits: { maxIterations: 1 } });
    const asked = await run.rest();
    expect(restOf(asked)).toEqual(["needs-user", "capReached"]);
    expect(statuses(asked)).toEqual({ T1: "verified", T2: "active" });
    expect(run.calls.at(-1)).toBe("searcher T2");
    expect(restOf(await run.after(grant))).toEqual(["verified", null]);
    expect(run.calls.filter((call) => call === "searcher T2")).toHaveLength(1);
  });

  it("does not stand in the way of a change that passes", async () => {
    const run = startRun({ limits: { maxIterations: 2 }, taskChecks: ["A", "ok"] });
    expect(restOf(await run.rest())).toEqual(["verified", null]);
  });
});

describe("retries", () => {
  it("are counted without the coder's change", async () => {
    const run = startRun({ limits: { retryLimit: 2 }, taskChecks: ["A", "B", "C"] });
    const asked = await run.rest();
    expect(restOf(asked)).toEqual(["needs-user", "retriesUsedUp"]);
    expect([asked.context.work?.retries, asked.context.iterations]).toEqual([2, 3]);
  });

  it("start again after Retry, which gives the user's words to the fixer", async () => {
    const run = startRun({ limits: { retryLimit: 2 }, taskChecks: ["A", "B", "C", "D", "E"] });
    await run.rest();
    const again = await run.after({ ...retry, guidance: " use bcrypt " });
    expect(restOf(again)).toEqual(["needs-user", "retriesUsedUp"]);
    expect(run.inputs.fixer.map(({ attempt, guidance }) => [attempt, guidance])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, "use bcrypt"],
      [4, "use bcrypt"],
    ]);
    expect(findTask(again.context.queue, "T1")?.attempts).toBe(5);
  });

  it("of one task do not count for the next", async () => {
    const run = startRun({
      tasks: [task("T1"), task("T2")],
      limits: { retryLimit: 1 },
      taskChecks: ["A", "ok", "A", "ok"],
    });
    expect(restOf(await run.rest())).toEqual(["verified", null]);
  });

  it("never start when their limit is 0", async () => {
    const run = startRun({ limits: { retryLimit: 0 }, taskChecks: ["A"] });
    expect(restOf(await run.rest())).toEqual(["needs-user", "retriesUsedUp"]);
    expect(run.calls).not.toContain("fixer T1 1");
  });

  it("of which none are allowed start once on the user's word", async () => {
    const run = startRun({ limits: { retryLimit: 0 }, taskChecks: ["A", "B"] });
    await run.rest();
    expect(restOf(await run.after(retry))).toEqual(["needs-user", "retriesUsedUp"]);
    expect(run.inputs.fixer.map(({ attempt }) => attempt)).toEqual([1]);
  });
});

describe("the same error", () => {
  const limits = { retryLimit: 10, sameErrorLimit: 3 };

  it("is counted over the whole task: A-B-A-B-A counts A three times", async () => {
    const run = startRun({ limits, taskChecks: ["A", "B", "A", "B", "A"] });
    const asked = await run.rest();
    expect(restOf(asked)).toEqual(["needs-user", "sameError"]);
    expect(asked.context.work?.seen).toEqual({ A: 3, B: 2 });
    expect(asked.context.work?.errors).toEqual([{ text: "test: error A", fingerprint: "A", seen: 3 }]);
    expect(
      run.inputs.fixer.map(({ errors }) => errors.map(({ fingerprint, seen }) => [fingerprint, seen])),
    ).toEqual([[["A", 1]], [["B", 1]], [["A", 2]], [["B", 2]]]);
  });

  it("counts a verification that prints it twice as one", async () => {
    const run = startRun({ limits: { ...limits, sameErrorLimit: 2 }, taskChecks: ["A+A"] });
    expect(restOf(await run.rest())).toEqual(["verified", null]);
    expect(run.inputs.fixer[0]?.errors.map(({ seen }) => seen)).toEqual([1, 1]);
  });

  it("is counted from the start again after Retry", async () => {
    const run = startRun({ limits, taskChecks: ["A", "A", "A", "A", "A", "A"] });
    await run.rest();
    const again = await run.after(retry);
    expect(restOf(again)).toEqual(["needs-user", "sameError"]);
    expect(again.context.work?.seen).toEqual({ A: 3 });
    expect(again.context.iterations).toBe(6);
    expect(run.inputs.fixer.map(({ errors }) => errors[0]?.seen)).toEqual([1, 2, 0, 1, 2]);
  });

  it("is counted for errors of the reviewer too", async () => {
    const run = startRun({ limits, reviews: ["fail", "fail", "fail"] });
    const asked = await run.rest();
    expect(restOf(asked)).toEqual(["needs-user", "sameError"]);
    expect(asked.context.work?.seen).toEqual({ review: 3 });
  });
});

describe("the decision after a failed verification", () => {
  it("asks about the cap before the same error, and about the same error before the retries", async () => {
    const limits = { maxIterations: 3, sameErrorLimit: 3, retryLimit: 2 };
    const run = startRun({ limits, taskChecks: ["A", "A", "A"] });
    expect(restOf(await run.rest())).toEqual(["needs-user", "capReached"]);
    expect(restOf(await run.after(grant))).toEqual(["needs-user", "sameError"]);
    expect(run.calls.filter((call) => call.startsWith("fixer"))).toHaveLength(2);
  });

  it("asks about the cap before the budget, and about the budget before the same error", async () => {
    const limits = { maxIterations: 3, sameErrorLimit: 3, retryLimit: 2, budget: { tokens: 50 } };
    const run = startRun({ limits, usage: { input: 10 }, taskChecks: ["A", "A", "A"] });
    expect(restOf(await run.rest())).toEqual(["needs-user", "capReached"]);
    expect(restOf(await run.after(grant))).toEqual(["needs-user", "budgetReached"]);
    expect(restOf(await run.after(grant))).toEqual(["needs-user", "sameError"]);
  });
});

describe("the budget", () => {
  it.each([
    ["tokens", { tokens: 20 }, { tokens: 40 }],
    ["US dollars", { costUsd: 2 }, { costUsd: 4 }],
    ["minutes", { minutes: 2 }, { minutes: 4 }],
  ])(
    "in %s stops the run before the next call, and Continue grants the same amount again",
    async (_, budget, granted) => {
      const usage = { input: 1, output: 2, reasoning: 3, cacheRead: 1, cacheWrite: 3, cost: 1 };
      const run = startRun({ limits: { budget }, usage, seconds: 60, taskChecks: ["A", "B"] });
      expect(restOf(await run.rest())).toEqual(["needs-user", "budgetReached"]);
      expect(run.calls).toEqual(["planner", "baseline checks", "searcher T1"]);

      const again = await run.after(grant);
      expect(restOf(again)).toEqual(["needs-user", "budgetReached"]);
      expect(again.context.budget).toEqual(granted);
      expect(run.calls.slice(3)).toEqual([
        "coder T1 0",
        "task checks T1/0",
        "fixer T1 1",
        "task checks T1/1",
      ]);
    },
  );

  it("stops a failing call from being tried again", async () => {
    const failure = {
      kind: "provider",
      actor: "coder",
      message: "busy",
      usage: { ...noUsage, input: 100 },
    } as const;
    const run = startRun({
      limits: { budget: { tokens: 100 } },
      actors: { coder: () => Promise.reject(new ActorError(failure)) },
    });
    expect(restOf(await run.rest())).toEqual(["needs-user", "budgetReached"]);
    expect(run.calls.filter((call) => call.startsWith("coder"))).toHaveLength(1);
  });
});

describe("Skip", () => {
  it("takes the task back and blocks all that depends on it, and the run is never verified", async () => {
    const run = startRun({
      tasks: [task("T1"), task("T2", ["T1"]), task("T3", ["T2"]), task("T4")],
      limits: { retryLimit: 0 },
      taskChecks: ["A"],
    });
    await run.rest();
    const end = await run.after(skip);
    expect(run.inputs.rollback).toEqual([{ checkpoint: { tree: "tree1" }, deadlineSeconds: 300 }]);
    expect(restOf(end)).toEqual(["stopped", null]);
    expect(statuses(end)).toEqual({ T1: "skipped", T2: "blocked", T3: "blocked", T4: "verified" });
    expect([findTask(end.context.queue, "T2")?.errors, findTask(end.context.queue, "T3")?.errors]).toEqual([
      ["depends on T1, which was skipped"],
      ["depends on T1, which was skipped"],
    ]);
    expect(run.calls.at(-1)).toBe("final checks");
  });

  it("leaves finished tasks as they are", async () => {
    const run = startRun({
      tasks: [task("T1"), task("T2", ["T1"])],
      limits: { retryLimit: 0 },
      taskChecks: ["ok", "A"],
    });
    await run.rest();
    const end = await run.after(skip);
    expect(statuses(end)).toEqual({ T1: "verified", T2: "skipped" });
    expect(restOf(end)).toEqual(["stopped", null]);
  });

  it("asks again when the rollback fails, and Retry then rolls back again", async () => {
    let rollbacks = 0;
    const run = startRun({
      limits: { retryLimit: 0 },
      taskChecks: ["A"],
      actors: {
        async rollback() {
          if (++rollbacks === 1) throw new Error("read-only tree");
          return { restored: [], kept: ["kept.js"] };
        },
      },
    });
    await run.rest();
    const asked = await run.after(skip);
    expect(restOf(asked)).toEqual(["needs-user", "callFailed"]);
    expect(asked.context.failure?.message).toBe("read-only tree");
    const end = await run.after(retry);
    expect(restOf(end)).toEqual(["stopped", null]);
    expect(findTask(end.context.queue, "T1")).toMatchObject({ status: "skipped", changedFiles: ["kept.js"] });
  });
});

describe("Stop", () => {
  it("keeps what is done and ends the run", async () => {
    const run = startRun({
      tasks: [task("T1"), task("T2")],
      limits: { retryLimit: 0 },
      taskChecks: ["ok", "A"],
    });
    await run.rest();
    const end = await run.after({ type: "user.stopped" });
    expect(restOf(end)).toEqual(["stopped", null]);
    expect(statuses(end)).toEqual({ T1: "verified", T2: "active" });
    expect(run.inputs.rollback).toEqual([]);
  });

  it("aborts the agent that works", async () => {
    const signals: AbortSignal[] = [];
    const run = startRun({
      actors: {
        coder: (_, signal) => {
          signals.push(signal);
          return never;
        },
      },
    });
    await run.until((snapshot) => snapshot.hasTag("agentRunning") && signals.length > 0);
    const end = await run.after({ type: "run.stopped" });
    expect(restOf(end)).toEqual(["stopped", null]);
    expect(signals.map((signal) => signal.aborted)).toEqual([true]);
  });
});

describe("a pause", () => {
  it("aborts the actor that works, and resume makes the same change again", async () => {
    const signals: AbortSignal[] = [];
    const run = startRun({
      actors: {
        async coder({ task: { files } }, signal) {
          signals.push(signal);
          if (signals.length === 1) await never;
          return { submission: { summary: "changed", files }, usage: noUsage, seconds: 0 };
        },
      },
    });
    await run.until(() => signals.length === 1);
    const paused = await run.after({ type: "run.paused" });
    expect(restOf(paused)).toEqual(["paused", null]);
    expect(signals.map((signal) => signal.aborted)).toEqual([true]);

    const end = await run.after({ type: "run.resumed" });
    expect(restOf(end)).toEqual(["verified", null]);
    expect(run.inputs.coder[1]).toEqual(run.inputs.coder[0]);
    expect(end.context.iterations).toBe(1);
    expect(run.calls.filter((call) => call === "searcher T1")).toHaveLength(1);
  });

  it("counts what the stopped call had used, also when that is known later", async () => {
    const run = startRun({ actors: { coder: () => never } });
    await run.until((snapshot) => snapshot.context.work?.changeCheckpoint != null);
    run.actor.send({ type: "run.paused" });
    const usage = { ...noUsage, input: 7, cost: 0.5 };
    run.actor.send({ type: "call.abandoned", role: "coder", usage, seconds: 3 });
    const { context } = run.actor.getSnapshot();
    expect([context.calls.coder, context.spent.coder, context.workSeconds]).toEqual([1, usage, 3]);
  });

  it("of checks runs them again", async () => {
    let runs = 0;
    const run = startRun({
      actors: {
        checks: async () => {
          if (++runs === 2) await never;
          return checksOutput(resultOf("ok"));
        },
      },
    });
    await run.until(() => runs === 2);
    await run.after({ type: "run.paused" });
    expect(restOf(await run.after({ type: "run.resumed" }))).toEqual(["verified", null]);
    expect(run.calls.filter((call) => call.includes("T1"))).toEqual([
      "searcher T1",
      "coder T1 0",
      "task checks T1/0",
      "task checks T1/0",
      "reviewer T1 0",
    ]);
  });
});

describe("a failing actor", () => {
  const busy = () =>
    Promise.reject(new ActorError({ kind: "provider", actor: "searcher", message: "the provider is busy" }));

  it("is tried again after 1, then 2 seconds; then the user is asked", async () => {
    const clock = new SimulatedClock();
    const run = startRun({
      clock,
      limits: { callRetries: 2, backoffMilliseconds: 1000 },
      actors: { searcher: busy },
    });
    const searches = () => run.inputs.searcher.length;
    const failures = (count: number) =>
      run.until((snapshot) => snapshot.context.callFailures === count && !snapshot.hasTag("agentRunning"));
    await failures(1);
    clock.increment(999);
    expect(searches()).toBe(1);
    clock.increment(1);
    expect(searches()).toBe(2);
    await failures(2);
    clock.increment(1999);
    expect(searches()).toBe(2);
    clock.increment(1);
    const asked = await run.rest();
    expect(searches()).toBe(3);
    expect(restOf(asked)).toEqual(["needs-user", "callFailed"]);
    expect(asked.context.calls.searcher).toBe(3);
    expect(
      run.told.flatMap((progress) => (progress.type === "call.failed" ? [progress.waitMilliseconds] : [])),
    ).toEqual([1000, 2000]);
  });

  it("is called again without a wait after Retry, with all its tries", async () => {
    const run = startRun({ limits: { callRetries: 1 }, actors: { searcher: busy } });
    await run.rest();
    const again = await run.after({ ...retry, guidance: "look in src" });
    expect(restOf(again)).toEqual(["needs-user", "callFailed"]);
    expect(run.inputs.searcher.map(({ guidance }) => guidance)).toEqual([
      undefined,
      undefined,
      "look in src",
      "look in src",
    ]);
  });

  it.each(["auth", "model"] as const)("is not called again when it fails with kind %s", async (kind) => {
    const run = startRun({
      actors: {
        planner: () => Promise.reject(new ActorError({ kind, actor: "planner", message: "refused" })),
      },
    });
    expect(restOf(await run.rest())).toEqual(["needs-user", "callFailed"]);
    expect(run.calls).toEqual(["planner"]);
  });

  it("forgets its failures once it succeeds", async () => {
    let calls = 0;
    const run = startRun({
      tasks: [task("T1"), task("T2")],
      limits: { callRetries: 1 },
      actors: {
        searcher: async () => {
          if (++calls % 2 === 1) return busy();
          return { submission: { summary: "found", findings: [] }, usage: noUsage, seconds: 0 };
        },
      },
    });
    const end = await run.rest();
    expect(restOf(end)).toEqual(["verified", null]);
    expect(end.context.calls.searcher).toBe(4);
  });

  it("keeps the change's checkpoint, so that a half-made change can be taken back", async () => {
    let calls = 0;
    const run = startRun({
      actors: {
        async coder({ task: { files } }) {
          if (++calls === 1) throw new Error("cut off");
          return { submission: { summary: "changed", files }, usage: noUsage, seconds: 0 };
        },
      },
    });
    const end = await run.rest();
    expect(run.inputs.coder.map(({ checkpoint, attempt }) => [checkpoint, attempt])).toEqual([
      [{ tree: "tree1" }, 0],
      [{ tree: "tree1" }, 0],
    ]);
    expect(run.inputs.checkpoint).toHaveLength(1);
    expect(end.context.iterations).toBe(1);
  });

  it("does not let the fixer start from the coder's checkpoint when its own could not be saved", async () => {
    let saves = 0;
    const run = startRun({
      taskChecks: ["A"],
      actors: {
        async checkpoint() {
          if (++saves === 2) throw new Error("disk full");
          return { tree: `save${saves}` };
        },
      },
    });
    expect(restOf(await run.rest())).toEqual(["verified", null]);
    expect(run.inputs.fixer.map(({ checkpoint, taskCheckpoint }) => [checkpoint, taskCheckpoint])).toEqual([
      [{ tree: "save3" }, { tree: "save1" }],
    ]);
  });

  it.each([
    ["a text", "boom", "boom"],
    ["nothing", undefined, "an error without a message"],
    ["a number", 42, "42"],
  ])("may throw %s instead of an error", async (_, thrown, message) => {
    const run = startRun({ limits: { callRetries: 0 }, actors: { coder: () => Promise.reject(thrown) } });
    const asked = await run.rest();
    expect(restOf(asked)).toEqual(["needs-user", "callFailed"]);
    expect(asked.context.failure).toEqual({
      kind: "tool",
      actor: "coder",
      message,
      retryable: true,
      usage: noUsage,
      seconds: 0,
    });
  });

  it("may be the checks", async () => {
    const run = startRun({
      limits: { callRetries: 0 },
      actors: { checks: () => Promise.reject(new Error("no shell")) },
    });
    const asked = await run.rest();
    expect(restOf(asked)).toEqual(["needs-user", "callFailed"]);
    expect(asked.can(skip)).toBe(false);
    expect(asked.context.failure?.actor).toBe("checks");
  });
});

describe("failing final checks", () => {
  it("append a repair task that all checks verify", async () => {
    const run = startRun({ finalChecks: ["A", "ok"] });
    const end = await run.rest();
    expect(run.calls.slice(6)).toEqual([
      "final checks",
      "searcher R1",
      "coder R1 0",
      "final checks R1/0",
      "reviewer R1 0",
      "final checks",
    ]);
    expect(restOf(end)).toEqual(["verified", null]);
    expect(findTask(end.context.queue, "R1")).toEqual({
      id: "R1",
      title: "Repair what the final checks found",
      description: [
        "All tasks are done, but checks on the finished tree report errors that were not there before:",
        "- test: error A",
      ].join("\n"),
      files: [],
      acceptance: ["All checks pass", "What the finished tasks added still works"],
      dependsOn: [],
      kind: "repair",
      status: "verified",
      attempts: 1,
      changedFiles: ["a.js"],
      errors: [],
      spent: expect.anything(),
    });
  });

  it("append a repair within the cap only", async () => {
    const run = startRun({ limits: { maxIterations: 1 }, finalChecks: ["A"] });
    const asked = await run.rest();
    expect(restOf(asked)).toEqual(["needs-user", "capReached"]);
    expect(statuses(asked)).toEqual({ T1: "verified", R1: "active" });
  });

  it("ask the user when the same error stands after repairs", async () => {
    const run = startRun({ limits: { sameErrorLimit: 2 }, finalChecks: ["A", "A", "ok"] });
    const asked = await run.rest();
    expect(restOf(asked)).toEqual(["needs-user", "finalChecksFailed"]);
    expect(asked.can(skip)).toBe(false);
    const end = await run.after({ ...retry, guidance: "undo it" });
    expect(restOf(end)).toEqual(["verified", null]);
    expect(findTask(end.context.queue, "R2")?.description).toContain("The user says: undo it");
  });

  it("do not make a run verified in which a task was skipped", async () => {
    const run = startRun({
      tasks: [task("T1"), task("T2")],
      limits: { retryLimit: 0 },
      taskChecks: ["A"],
      finalChecks: ["B", "ok"],
    });
    await run.rest();
    const end = await run.after(skip);
    expect(statuses(end)).toEqual({ T1: "skipped", T2: "verified", R1: "verified" });
    expect(restOf(end)).toEqual(["stopped", null]);
  });
});

describe("a waiting run", () => {
  it("goes on where it was when it is read from JSON by another process", async () => {
    const before = startRun({ limits: { retryLimit: 1 }, taskChecks: ["A", "B"] });
    await before.rest();
    const saved = JSON.parse(JSON.stringify(before.actor.getPersistedSnapshot()));
    before.actor.stop();

    const run = startRun({ snapshot: saved, limits: { retryLimit: 1 } });
    expect(restOf(run.actor.getSnapshot())).toEqual(["needs-user", "retriesUsedUp"]);
    expect(restOf(await run.after(retry))).toEqual(["verified", null]);
    expect(run.calls).toEqual(["fixer T1 2", "task checks T1/2", "reviewer T1 2", "final checks"]);
  });

  it("takes only the replies that fit its question", async () => {
    const aboutTask = await startRun({ limits: { retryLimit: 0 }, taskChecks: ["A"] }).rest();
    const aboutLimit = await startRun({ limits: { maxIterations: 1 }, taskChecks: ["A"] }).rest();
    const taken = (snapshot: RunSnapshot) =>
      [retry, skip, grant, { type: "user.stopped" } as const]
        .filter((event) => snapshot.can(event))
        .map(({ type }) => type);
    expect(taken(aboutTask)).toEqual(["user.retried", "user.skipped", "user.stopped"]);
    expect(taken(aboutLimit)).toEqual(["user.continued", "user.stopped"]);
  });
});
