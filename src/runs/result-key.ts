import { type AgentRole, agentRoles } from "../contracts/agent.js";
import type { Failure } from "../contracts/failure.js";
import type { Context } from "../machine/context.js";
import type { ResultKey } from "./journal-line.js";

/** Invocations that belong to the run and not to a task. */
const ofTheRun = [
  "planner",
  "looker",
  "examiner",
  "diagnosis",
  "aheadChecks",
  "baselineChecks",
  "finalChecks",
];

const roles: Record<string, AgentRole> = {
  looker: "searcher",
  aheadSearcher: "searcher",
  examiner: "reviewer",
  tester: "reviewer",
};

/** What the result of an invocation belongs to, told by the context in which it was awaited. */
export function resultKey(actor: string, { work, ahead, iterations: iteration }: Context): ResultKey {
  // It works beside another task.
  if (actor === "aheadSearcher" && ahead) return { actor, task: ahead.taskId, attempt: 0, iteration };
  if (!work || ofTheRun.includes(actor)) return { actor, iteration };
  return { actor, task: work.taskId, attempt: Math.max(0, work.changes - 1), iteration };
}

/** Whom a failure of an invocation is told of. */
export function actorOf(invocation: string): Failure["actor"] {
  const role = roles[invocation] ?? agentRoles.find((name) => name === invocation);
  if (role) return role;
  return /Checks$|^(?:diagnosis|probe)$/.test(invocation) ? "checks" : "checkpoint";
}
