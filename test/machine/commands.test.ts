import { describe, expect, it } from "vitest";
import { createActor, waitFor } from "xstate";
import { noUsage } from "../../src/contracts/agent.js";
import {
  currentQuestion,
  orchestratorMachine,
  type RunSnapshot,
  restStatus,
} from "../../src/machine/index.js";
import { tasksOf } from "../../src/machine/task-queue.js";
import { errorOf, startRun, task } from "./live-run.js";

const stop = { reply: "stop", description: "Keep the changes so far and end the run" };
const keep = { reply: "keep", description: "Leave the code as it is" };

describe("/plan", () => {
  it("asks before anything is done, in a plan's own words", async () => {
    const run = startRun({
      tasks: [task("T1"), task("T2")],
      beginning: { type: "plan.requested", request: "two things" },
    });
    const asked = await run.rest();
    expect(asked.context.request).toBe("two things");
    expect(currentQuestion(asked)).toEqual({
      header: "Plan ready",
      text: "2 tasks: the plan\nRun it?",
      replies: [
        { reply: "run", description: "Run the plan task by task: code, verify and fix" },
        { reply: "retry", description: expect.any(String) },
        { reply: "keep", description: expect.any(String) },
        { reply: "stop", description: "Drop the plan" },
      ],
    });
    expect(run.calls).toEqual(["planner"]);
  });
});

describe("/search", () => {
  it("asks the searcher what the user asked, tells what it found, and changes nothing", async () => {
    const findings = { summary: "in one place", findings: [{ file: "a.js", note: "here" }] };
    const usage = { ...noUsage, input: 5 };
    const run = startRun({
      beginning: { type: "search.requested", request: "where is it" },
      actors: { searcher: async () => ({ submission: findings, usage, seconds: 3 }) },
    });
    const { context, value } = await run.rest();
    expect(value).toBe("answered");
    expect(run.inputs.searcher).toHaveLength(1);
    expect(context).toMatchObject({ request: "where is it", workSeconds: 3 });
    expect([context.calls.searcher, context.spent.searcher]).toEqual([1, usage]);
    expect(run.told).toEqual([{ type: "findings.told", findings }]);
  });
});

describe("/review", () => {
  const usage = { ...noUsage, output: 7 };
  const examined = (errors: string[]) => {
    const review = { verdict: errors.length > 0 ? "fail" : "pass", summary: "read", issues: [] } as const;
    return {
      submission: { ...review, issues: [] },
      usage,
      seconds: 2,
      errors: errors.map(errorOf),
    };
  };

  it("tells a review that passes, and ends", async () => {
    const run = startRun({
      beginning: { type: "review.requested", request: "src" },
      actors: { examiner: async () => examined([]) },
    });
    const { context, value } = await run.rest();
    expect(value).toBe("answered");
    expect(run.inputs.examiner).toEqual([{ subject: "src", deadlineSeconds: 1800 }]);
    expect([context.calls.reviewer, context.spent.reviewer, context.workSeconds]).toEqual([1, usage, 2]);
    expect(run.told).toEqual([{ type: "review.told", review: examined([]).submission }]);
  });

  it("asks whether its errors are to be fixed, and names five of them", async () => {
    const names = ["A", "B", "C", "D", "E", "F"];
    const run = startRun({
      beginning: { type: "review.requested", request: "src" },
      actors: { examiner: async () => examined(names) },
    });
    const asked = await run.rest();
    expect(currentQuestion(asked)).toEqual({
      header: "Review found errors",
      text: ["Fix them?", ...names.slice(0, 5).map((name) => `- error ${name}`)].join("\n"),
      replies: [{ reply: "fix", description: "Fix the errors and verify the fixes" }, keep, stop],
    });
    const end = await run.after({ type: "fix.requested", request: "" });
    expect(run.inputs.fixer[0]?.errors).toEqual(names.map((name) => ({ ...errorOf(name), seen: 1 })));
    expect([restStatus(end), tasksOf(end.context.queue).map(({ id, status }) => [id, status])]).toEqual([
      "verified",
      [["F1", "verified"]],
    ]);
  });
});

describe("a question", () => {
  it("names five errors at most", async () => {
    const names = ["A", "B", "C", "D", "E", "F"];
    const lines = (text: (name: string) => string) => names.slice(0, 5).map(text).join("\n");
    const six = names.join("+");
    const failing = await startRun({ limits: { retryLimit: 0 }, taskChecks: [six] }).rest();
    expect(currentQuestion(failing)?.text).toBe(
      `T1 "Do T1": still failing after 0 fixes.\n${lines((name) => `- test: error ${name} (seen 1×)`)}`,
    );
    const finished = await startRun({ limits: { sameErrorLimit: 1 }, finalChecks: [six] }).rest();
    expect(currentQuestion(finished)?.text).toBe(
      `The finished tree still fails its checks after repairs.\n${lines((name) => `- test: error ${name}`)}`,
    );
  });
});

describe("the chart without its actors", () => {
  it("asks, and says what is to be provided", async () => {
    const actor = createActor(orchestratorMachine, { input: { limits: { callRetries: 0 } } });
    actor.start();
    actor.send({ type: "mission.requested", request: "do it" });
    const asked = await waitFor(actor, (snapshot) => snapshot.hasTag("needsUser"));
    expect(currentQuestion(asked)?.text).toBe(
      'The planner failed: The actor "planner" is not provided: use orchestratorMachine.provide({ actors })',
    );
  });
});

describe("a journal that cannot be written", () => {
  it("stops the work and asks, with the journal's words", async () => {
    const run = startRun({ actors: { coder: () => new Promise(() => {}) } });
    await run.until((snapshot) => snapshot.hasTag("agentRunning") && run.calls.includes("coder T1 0"));
    const failure = {
      kind: "provider",
      actor: "journal",
      message: "the disk is full",
      retryable: false,
      usage: noUsage,
      seconds: 0,
    } as const;
    const asked = await run.after({ type: "journal.failed", failure });
    expect(asked.context).toMatchObject({ failure, callFailures: 1 });
    expect(currentQuestion(asked)?.text).toBe("The journal failed: the disk is full");
  });
});

describe("restStatus", () => {
  it("is failed where the chart itself has crashed", async () => {
    const snapshot = await startRun().rest();
    expect(restStatus({ ...snapshot, status: "error" } as RunSnapshot)).toBe("failed");
  });
});
