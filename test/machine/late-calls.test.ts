import { expect, test } from "vitest";
import { noUsage } from "../../src/contracts/agent.js";
import { ActorError } from "../../src/contracts/failure.js";
import { type Script, startRun } from "./live-run.js";

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
