import { describe, expect, it } from "vitest";
import type { ChecksOutput, PlannerOutput } from "../../src/contracts/actor.js";
import { noUsage } from "../../src/contracts/agent.js";
import { ActorError } from "../../src/contracts/failure.js";
import { checksOutput, type Fakes, resultOf, type Script, startRun, task } from "./live-run.js";

const planned: PlannerOutput = {
  submission: { summary: "the plan", tasks: [task("T1")] },
  usage: noUsage,
  seconds: 20,
};
const passing = (seconds: number): ChecksOutput => checksOutput(resultOf("ok"), { seconds });

function held<Output>() {
  let give = (_: Output): void => {};
  const output = new Promise<Output>((resolve) => {
    give = resolve;
  });
  return { actor: () => output, give: (value: Output) => give(value) };
}

/** The first run of the checks is the baseline's. */
function baselineThen(first: () => Promise<ChecksOutput>): Fakes["checks"] {
  let isFirst = true;
  return async () => {
    if (!isFirst) return passing(0);
    isFirst = false;
    return first();
  };
}

function start({ limits, ...script }: Script = {}) {
  return startRun({ limits: { searchAhead: 1, ...limits }, ...script });
}

const beforeTheTask = (calls: readonly string[]) => calls.slice(0, calls.indexOf("searcher T1"));

describe("the checks before the first change", () => {
  it("run while the planner works, and not again in their turn", async () => {
    const plan = held<PlannerOutput>();
    const run = start({ actors: { planner: plan.actor }, baseline: "A" });
    await run.until(({ context }) => context.hasBaseline);
    expect(run.calls).toEqual(["planner", "baseline checks"]);
    expect(run.told.map(({ type }) => type)).toEqual(["baseline.taken"]);
    plan.give(planned);
    const end = await run.rest();
    expect(beforeTheTask(run.calls)).toEqual(["planner", "baseline checks"]);
    expect(end.context.baseline.test?.errors).toEqual({ A: 1 });
  });

  it("are waited for: no task is searched before they have ended", async () => {
    const checks = held<ChecksOutput>();
    const run = start({ actors: { checks: baselineThen(checks.actor) } });
    await run.until(({ context }) => context.planSummary !== "");
    expect(run.calls).toEqual(["planner", "baseline checks"]);
    checks.give(passing(0));
    await run.rest();
    expect(run.calls).toContain("searcher T1");
  });

  it.each([
    ["no time of their own where they end first", 8, "checks", 20],
    ["no time of their own where they took less, and end last", 8, "planner", 20],
    ["only what the plan waited for them", 50, "planner", 50],
  ])("take %s", async (_, checkSeconds, first, total) => {
    const [plan, checks] = [held<PlannerOutput>(), held<ChecksOutput>()];
    const run = start({
      actors: { planner: plan.actor, checks: baselineThen(checks.actor) },
    });
    const ends = [() => plan.give(planned), () => checks.give(passing(checkSeconds))];
    if (first === "checks") ends.reverse();
    ends[0]?.();
    await run.until(({ context }) => context.hasBaseline || context.planSummary !== "");
    ends[1]?.();
    expect((await run.rest()).context.workSeconds).toBe(total);
  });

  it("run in their turn where they failed beside the planner, and nobody is asked", async () => {
    const checks = held<ChecksOutput>();
    const failure = new ActorError({ kind: "tool", actor: "checks", message: "no space left", seconds: 30 });
    const failing = () => checks.actor().then(() => Promise.reject(failure));
    const run = start({ actors: { planner: async () => planned, checks: baselineThen(failing) } });
    await run.until(({ context }) => context.planSummary !== "");
    checks.give(passing(0));
    const end = await run.rest();
    expect(end.context.workSeconds).toBe(30);
    expect(end.matches("verified")).toBe(true);
    expect(beforeTheTask(run.calls)).toEqual(["planner", "baseline checks", "baseline checks"]);
    expect(run.told.some(({ type }) => type === "call.failed")).toBe(false);
  });

  it("forgive the planner nothing", async () => {
    let attempts = 0;
    const checks = held<ChecksOutput>();
    const run = start({
      limits: { callRetries: 1 },
      actors: {
        checks: checks.actor,
        async planner() {
          if (++attempts === 2) {
            checks.give(passing(0));
            await run.until(({ context }) => context.hasBaseline);
          }
          throw new ActorError({ kind: "provider", actor: "planner", message: "overloaded", usage: noUsage });
        },
      },
    });
    expect((await run.rest()).context.question).toBe("callFailed");
    expect(attempts).toBe(2);
  });

  it("run again where the user had a turn before the plan: the tree may be another one", async () => {
    let plans = 0;
    const run = start({
      actors: { planner: () => (++plans === 1 ? new Promise<never>(() => {}) : Promise.resolve(planned)) },
    });
    await run.until(({ context }) => context.hasBaseline);
    await run.after({ type: "run.paused" });
    await run.after({ type: "run.resumed" });
    expect(beforeTheTask(run.calls)).toEqual(["planner", "baseline checks", "planner", "baseline checks"]);
    expect(run.told.filter(({ type }) => type === "baseline.taken")).toHaveLength(2);
  });

  it("take all of their time where only they are left, and begin again", async () => {
    const checks = held<ChecksOutput>();
    let begun = 0;
    const first = () => (++begun === 1 ? new Promise<never>(() => {}) : checks.actor());
    const run = start({
      actors: { planner: async () => planned, checks: async () => (begun < 2 ? first() : passing(0)) },
    });
    await run.until(({ context }) => context.planSummary !== "");
    await run.after({ type: "run.paused" });
    run.actor.send({ type: "run.resumed" });
    checks.give(passing(50));
    const end = await run.rest();
    expect(beforeTheTask(run.calls)).toEqual(["planner", "baseline checks", "baseline checks"]);
    expect(end.context.workSeconds).toBe(20 + 50);
  });

  it("are stopped with the planner, and both begin again", async () => {
    const signals: AbortSignal[] = [];
    let [plans, checks] = [0, 0];
    const first = <Output>(signal: AbortSignal): Promise<Output> => {
      signals.push(signal);
      return new Promise<Output>(() => {});
    };
    const run = start({
      actors: {
        planner: async (_, signal) => (++plans === 1 ? first(signal) : planned),
        checks: async (_, signal) => (++checks === 1 ? first(signal) : passing(0)),
      },
    });
    await run.until(() => signals.length === 2);
    await run.after({ type: "run.paused" });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    await run.after({ type: "run.resumed" });
    expect(beforeTheTask(run.calls)).toEqual(["planner", "baseline checks", "planner", "baseline checks"]);
  });

  it("wait for the user's word where only a plan is wanted", async () => {
    const run = start({ beginning: { type: "plan.requested", request: "do it" } });
    await run.rest();
    expect(run.calls).toEqual(["planner"]);
    await run.after({ type: "user.approved" });
    expect(beforeTheTask(run.calls)).toEqual(["planner", "baseline checks"]);
  });
});
