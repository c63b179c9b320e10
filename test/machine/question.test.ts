import { describe, expect, it } from "vitest";
import { ActorError } from "../../src/contracts/failure.js";
import { createContext } from "../../src/machine/context.js";
import { currentQuestion, replyEvent } from "../../src/machine/index.js";
import { questionOf } from "../../src/machine/question.js";
import { type Script, startRun, task } from "./live-run.js";

const retry = {
  reply: "retry",
  description: "Try again with fresh counters. Type your own words to guide it",
};
const skip = { reply: "skip", description: "Roll back this task's changes and continue without it" };
const grant = { reply: "continue", description: "Grant the same amount again" };
const stop = { reply: "stop", description: "Keep the changes so far and end the run" };

/** What a run of this script asks first. */
async function asks(script: Script) {
  return currentQuestion(await startRun(script).rest());
}

describe("currentQuestion", () => {
  it("names the task and the error that came back", async () => {
    const limits = { sameErrorLimit: 2, retryLimit: 5 };
    expect(await asks({ limits, taskChecks: ["A", "B", "A"] })).toEqual({
      header: "Same error again",
      text: 'T1 "Do T1": the same error came back 2 times.\n- test: error A (seen 2×)',
      replies: [retry, skip, stop],
    });
  });

  it("tells how many fixes there were", async () => {
    expect(await asks({ limits: { retryLimit: 1 }, taskChecks: ["A", "B"] })).toEqual({
      header: "Retries used up",
      text: 'T1 "Do T1": still failing after 1 fix.\n- test: error B (seen 1×)',
      replies: [retry, skip, stop],
    });
  });

  it("tells how many iterations are used, and what Continue grants", async () => {
    expect(await asks({ limits: { maxIterations: 2 }, taskChecks: ["A", "B"] })).toEqual({
      header: "Iteration cap reached",
      text: "2 of 2 iterations are used. Grant 2 more?",
      replies: [grant, stop],
    });
  });

  it("tells which parts of the budget are used up", async () => {
    const limits = { budget: { tokens: 15, costUsd: 0.005, minutes: 5 } };
    expect(await asks({ limits, usage: { input: 15, cost: 0.0123 } })).toEqual({
      header: "Budget reached",
      text: "15 of 15 tokens, 0.01 of 0.005 US dollars used. Grant the same amount again?",
      replies: [grant, stop],
    });
  });

  it("tells who failed with which model, and why", async () => {
    const failure = {
      kind: "auth",
      actor: "coder",
      model: "acme/small",
      message: "the key is refused",
    } as const;
    expect(await asks({ actors: { coder: () => Promise.reject(new ActorError(failure)) } })).toEqual({
      header: "A call failed",
      text: "The coder (acme/small) failed: the key is refused",
      replies: [retry, skip, stop],
    });
  });

  it("offers no Skip where no task is open", async () => {
    const failure = { kind: "auth", actor: "planner", message: "the key is refused" } as const;
    expect(await asks({ actors: { planner: () => Promise.reject(new ActorError(failure)) } })).toEqual({
      header: "A call failed",
      text: "The planner failed: the key is refused",
      replies: [retry, stop],
    });
  });

  it("names what the final checks found, but not what failed before the mission", async () => {
    const script = { baseline: "old", limits: { sameErrorLimit: 1 }, finalChecks: ["old+A"] };
    expect(await asks(script)).toEqual({
      header: "Final checks fail",
      text: "The finished tree still fails its checks after repairs.\n- test: error A",
      replies: [retry, stop],
    });
  });

  it("counts one of each in the singular, and more in the plural", async () => {
    const beginning = { type: "plan.requested", request: "do it" } as const;
    const plan = async (...ids: string[]) =>
      (await asks({ beginning, tasks: ids.map((id) => task(id)) }))?.text;
    const taskChecks = ["A", "B", "C"];
    const budget = { tokens: 1, costUsd: 1, minutes: 5 };
    expect([
      (await asks({ limits: { sameErrorLimit: 1 }, taskChecks }))?.text.split("\n")[0],
      (await asks({ limits: { retryLimit: 2 }, taskChecks }))?.text.split("\n")[0],
      (await asks({ limits: { maxIterations: 1 }, taskChecks }))?.text,
      (await asks({ limits: { budget }, usage: { input: 1, cost: 1 } }))?.text,
      await plan("T1"),
      await plan("T1", "T2"),
    ]).toEqual([
      'T1 "Do T1": the same error came back 1 time.',
      'T1 "Do T1": still failing after 2 fixes.',
      "1 of 1 iteration is used. Grant 1 more?",
      "1 of 1 token, 1 of 1 US dollar used. Grant the same amount again?",
      "1 task: the plan\nRun it?",
      "2 tasks: the plan\nRun it?",
    ]);
  });

  it("has words also for a failure that nobody explained", () => {
    const context = { ...createContext(undefined), question: "callFailed" } as const;
    expect(questionOf(context, (reply) => reply === "stop")).toEqual({
      header: "A call failed",
      text: "A call failed: no reason was given",
      replies: [stop],
    });
  });

  it("is none while the run works, is paused, or has ended", async () => {
    const run = startRun({ actors: { planner: () => new Promise(() => {}) } });
    expect(currentQuestion(run.actor.getSnapshot())).toBeUndefined();
    expect(currentQuestion(await run.after({ type: "run.paused" }))).toBeUndefined();
    expect(currentQuestion(await startRun().rest())).toBeUndefined();
  });

  it("is gone once it is answered, whatever the answer", async () => {
    const script = { tasks: [task("T1")], limits: { retryLimit: 0 }, taskChecks: ["A"] };
    for (const reply of ["skip", "stop"] as const) {
      const run = startRun(script);
      await run.rest();
      expect(currentQuestion(await run.after(replyEvent(reply)))).toBeUndefined();
    }
  });
});

describe("replyEvent", () => {
  it("is the event that a reply means to the chart", () => {
    expect([
      replyEvent("retry"),
      replyEvent("retry", "use bcrypt"),
      replyEvent("skip"),
      replyEvent("continue"),
      replyEvent("stop"),
    ]).toEqual([
      { type: "user.retried" },
      { type: "user.retried", guidance: "use bcrypt" },
      { type: "user.skipped" },
      { type: "user.continued" },
      { type: "user.stopped" },
    ]);
  });
});
