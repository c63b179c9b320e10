import { expect, test } from "vitest";
import type { ReviewerOutput, SearcherOutput } from "../../src/contracts/actor.js";
import { noUsage } from "../../src/contracts/agent.js";
import { ActorError } from "../../src/contracts/failure.js";
import { errorOf, type Script, startRun } from "./live-run.js";

const forEver = () => new Promise<never>(() => {});
const late = {
  type: "call.abandoned",
  role: "coder",
  usage: { ...noUsage, input: 100 },
  seconds: 1,
} as const;

/** A run whose budget a call uses up that was given up before. */
function budgetedRun(actors: NonNullable<Script["actors"]>) {
  return startRun({ limits: { budget: { tokens: 50 } }, actors });
}

test("a retry calls nobody when a call that was given up has used the budget up meanwhile", async () => {
  const run = budgetedRun({ planner: forEver });
  const { failure } = new ActorError({ kind: "tool", actor: "journal", message: "no space left" });
  await run.after({ type: "journal.failed", failure });
  run.actor.send(late);
  const { context } = await run.after({ type: "user.retried", guidance: "shorter" });
  expect([context.question, context.guidance, run.calls]).toEqual(["budgetReached", "shorter", ["planner"]]);
  run.actor.send({ type: "user.continued" });
  await run.until((snapshot) => snapshot.hasTag("agentRunning"));
  expect(run.calls).toEqual(["planner", "planner"]);
});

test("the coder is not called when the budget is used up while the tree is remembered", async () => {
  let remember = () => {};
  const remembered = new Promise<{ tree: string }>((resolve) => {
    remember = () => resolve({ tree: "tree" });
  });
  const run = budgetedRun({ checkpoint: () => remembered });
  await run.until(({ children }) => "coderCheckpoint" in children);
  run.actor.send(late);
  remember();
  const { context } = await run.rest();
  expect([context.question, context.callFailures]).toEqual(["budgetReached", 0]);
  expect(run.calls).not.toContain("coder T1 0");
  const { value } = await run.after({ type: "user.continued" });
  expect(value).toBe("verified");
});

interface Held<Output> {
  resolve(output: Output): void;
  reject(error: Error): void;
}

/** Calls of an agent that end when the test says so. */
function heldCalls<Output>() {
  const calls: Held<Output>[] = [];
  const call = () => new Promise<Output>((resolve, reject) => void calls.push({ resolve, reject }));
  return { call, calls };
}

const found: SearcherOutput = {
  submission: { summary: "found", findings: [] },
  usage: noUsage,
  seconds: 1,
};

function review(verdict: "pass" | "fail"): ReviewerOutput {
  const errors = verdict === "fail" ? [errorOf("late")] : [];
  return { submission: { verdict, summary: verdict, issues: [] }, errors, usage: noUsage, seconds: 1 };
}

const isOfAgents = (call: string) => /^(?:searcher|coder|fixer|reviewer)/.test(call);

/** Pauses and resumes a run whose agent is at work, so that the agent is called a second time. */
async function interrupted(run: ReturnType<typeof startRun>, agent: string, calls: readonly unknown[]) {
  await run.until(({ children }) => agent in children);
  await run.after({ type: "run.paused" });
  run.actor.send({ type: "run.resumed" });
  await run.until(() => calls.length === 2);
}

test.each([
  ["result", (call: Held<SearcherOutput>) => call.resolve(found)],
  ["failure", (call: Held<SearcherOutput>) => call.reject(new Error("too late"))],
])("the late %s of a stopped search opens the task no second time", async (_, end) => {
  const { call, calls } = heldCalls<SearcherOutput>();
  const run = startRun({ actors: { searcher: call } });
  await interrupted(run, "searcher", calls);
  const [first, second] = calls;
  if (!first || !second) throw new Error("the searcher was not called twice");
  end(first);
  await new Promise(setImmediate);
  expect("searcher" in run.actor.getSnapshot().children).toBe(true);
  second.resolve(found);
  const { value } = await run.rest();
  expect([value, run.calls.filter(isOfAgents)]).toEqual([
    "verified",
    ["searcher T1", "searcher T1", "coder T1 0", "reviewer T1 0"],
  ]);
});

test.each([
  ["verdict", (call: Held<ReviewerOutput>) => call.resolve(review("fail"))],
  ["failure", (call: Held<ReviewerOutput>) => call.reject(new Error("too late"))],
])("the late %s of a stopped review neither ends the task nor has it coded again", async (_, end) => {
  const { call, calls } = heldCalls<ReviewerOutput>();
  const run = startRun({ actors: { reviewer: call } });
  await interrupted(run, "reviewer", calls);
  const [first, second] = calls;
  if (!first || !second) throw new Error("the reviewer was not called twice");
  end(first);
  await new Promise(setImmediate);
  expect("reviewer" in run.actor.getSnapshot().children).toBe(true);
  second.resolve(review("pass"));
  const { value } = await run.rest();
  expect([value, run.calls.filter(isOfAgents)]).toEqual([
    "verified",
    ["searcher T1", "coder T1 0", "reviewer T1 0", "reviewer T1 0"],
  ]);
});
