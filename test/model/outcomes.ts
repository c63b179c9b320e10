import type { EventObject } from "xstate";
import type { ChecksOutput } from "../../src/contracts/actor.js";
import { type AgentResult, noUsage } from "../../src/contracts/agent.js";
import type { CheckResult } from "../../src/contracts/check.js";
import { ActorError } from "../../src/contracts/failure.js";
import type { PlannedTask } from "../../src/contracts/plan.js";
import type { Limits, RunEvent, RunSnapshot } from "../../src/machine/index.js";
import { actorOf } from "../../src/runs/result-key.js";

/** A world that the machine is explored in: a plan, limits, and what may come out of each actor. */
export interface World {
  name: string;
  tasks: PlannedTask[];
  limits: Partial<Limits>;
  /** Tokens that every call uses. */
  tokens: number;
  baseline: Outcome[];
  checks: Outcome[];
  /** How actors may fail. */
  failures: ("provider" | "auth")[];
  /** What the user may begin with; a mission where nothing is said. */
  commands?: ("plan" | "search" | "review" | "fix")[];
}

type Outcome = "passed" | "missing" | "A" | "B" | "old";

const sameTask: World = {
  name: "one task",
  tasks: [task("T1")],
  limits: { retryLimit: 2, sameErrorLimit: 2, maxIterations: 3, callRetries: 0, maxTasks: 1 },
  tokens: 0,
  baseline: ["passed"],
  checks: ["passed", "A", "B"],
  failures: [],
};

export const worlds: World[] = [
  sameTask,
  {
    ...sameTask,
    name: "one task, and actors that fail",
    limits: { ...sameTask.limits, retryLimit: 1, maxIterations: 2, callRetries: 1 },
    checks: ["passed", "A"],
    failures: ["provider", "auth"],
  },
  {
    ...sameTask,
    name: "one task where checks failed before or could not run",
    limits: { ...sameTask.limits, retryLimit: 1, maxIterations: 2 },
    baseline: ["old", "missing"],
    checks: ["passed", "old", "A", "missing"],
  },
  {
    ...sameTask,
    name: "two tasks in a chain",
    tasks: [task("T1"), task("T2", ["T1"])],
    limits: { ...sameTask.limits, retryLimit: 1, maxIterations: 2, maxTasks: 2 },
    checks: ["passed", "A"],
  },
  {
    ...sameTask,
    name: "one task whose final checks fail",
    limits: { ...sameTask.limits, retryLimit: 0, maxTasks: 2 },
    checks: ["passed", "A"],
  },
  {
    ...sameTask,
    name: "the other commands, and actors that fail",
    limits: { ...sameTask.limits, retryLimit: 1, maxIterations: 2, callRetries: 1 },
    checks: ["passed", "A"],
    failures: ["provider", "auth"],
    commands: ["plan", "search", "review", "fix"],
  },
  ...[0, 1, 2].map((calls) => ({
    ...sameTask,
    name: `the other commands on a budget of ${calls} calls`,
    limits: {
      ...sameTask.limits,
      retryLimit: 1,
      callRetries: 1,
      maxIterations: 2,
      budget: { tokens: calls * 10 },
    },
    tokens: 10,
    checks: ["passed", "A"] satisfies Outcome[],
    failures: ["provider"] satisfies World["failures"],
    commands: ["plan", "search", "review", "fix"] satisfies World["commands"],
  })),
  {
    ...sameTask,
    name: "nothing may be spent",
    limits: { ...sameTask.limits, budget: { tokens: 0 } },
  },
  ...[2, 3, 4, 5].map((calls) => ({
    ...sameTask,
    name: `one task on a budget of ${calls} calls`,
    limits: {
      ...sameTask.limits,
      retryLimit: 1,
      callRetries: 1,
      maxIterations: 2,
      budget: { tokens: calls * 10 },
    },
    tokens: 10,
    checks: ["passed", "A"] satisfies Outcome[],
    failures: ["provider"] satisfies World["failures"],
  })),
];

/** Every event that may happen to this snapshot: each outcome of each actor that runs, and the user's. */
export function possibleEvents(snapshot: RunSnapshot, world: World): EventObject[] {
  if (snapshot.status !== "active") return [];
  const invoked = snapshot._nodes.flatMap((node) => node.invoke.map((definition) => definition.id));
  const delayed = snapshot._nodes.flatMap((node) =>
    node.after.map((transition) => ({ type: transition.eventType })),
  );
  const isIdle = snapshot.matches("idle");
  const outside = outsideEvents.filter((event) => snapshot.can(event) && !(isIdle && "request" in event));
  if (isIdle) outside.push(...beginnings(world));
  return [...invoked.flatMap((id) => outcomes(id, world)), ...unique(delayed), ...outside];
}

function beginnings({ commands = [] }: World): RunEvent[] {
  const begun = commands.map((command): RunEvent => ({ type: `${command}.requested`, request: "" }));
  return begun.length > 0 ? begun : [{ type: "mission.requested", request: "do it" }];
}

const outsideEvents: RunEvent[] = [
  { type: "fix.requested", request: "" },
  { type: "user.approved" },
  { type: "user.kept" },
  { type: "call.abandoned", role: "coder", usage: noUsage, seconds: 0 },
  {
    type: "journal.failed",
    failure: {
      kind: "tool",
      actor: "journal",
      message: "no space left on device",
      retryable: true,
      usage: noUsage,
      seconds: 0,
    },
  },
  { type: "run.paused" },
  { type: "run.resumed" },
  { type: "run.stopped" },
  { type: "user.retried", guidance: "like this" },
  { type: "user.skipped" },
  { type: "user.continued" },
  { type: "user.stopped" },
];

function outcomes(id: string, world: World): EventObject[] {
  const done = (output: unknown): EventObject => ({ type: `xstate.done.actor.${id}`, output }) as EventObject;
  const result = <Value>(submission: Value): AgentResult<Value> => ({
    submission,
    usage: { ...noUsage, input: world.tokens },
    seconds: 1,
  });
  const failures = world.failures.map((kind) => failed(id, kind, world.tokens));
  switch (id) {
    case "planner":
      return [done(result({ summary: "the plan", tasks: world.tasks })), ...failures];
    case "searcher":
    case "looker":
      return [done(result({ summary: "found", findings: [] })), ...failures];
    case "coder":
    case "fixer":
      return [done(result({ summary: "changed", files: ["a.js"] })), ...failures];
    case "reviewer":
    case "examiner":
      return [
        done({ ...result({ verdict: "pass", summary: "good", issues: [] }), errors: [] }),
        done({
          ...result({ verdict: "fail", summary: "bad", issues: [] }),
          errors: [{ text: "review: wrong", fingerprint: "review" }],
        }),
        ...failures,
      ];
    case "baselineChecks":
      return [...world.baseline.map((outcome) => done(checks(outcome))), ...failures];
    case "diagnosis":
    case "taskChecks":
    case "finalChecks":
      return [...world.checks.map((outcome) => done(checks(outcome))), ...failures];
    case "rollback":
      return [done({ restored: ["a.js"], kept: [] }), ...failures];
    default:
      return [done({ tree: "tree" }), ...failures];
  }
}

function failed(id: string, kind: "provider" | "auth", tokens: number): EventObject {
  const actor = actorOf(id);
  const usage = { ...noUsage, input: tokens };
  const error = new ActorError({ kind, actor, message: `${id} failed`, usage });
  return { type: `xstate.error.actor.${id}`, error } as EventObject;
}

function checks(outcome: Outcome): ChecksOutput {
  const check = { name: "test", command: "npm test" };
  return {
    checks: [{ ...check, timeoutSeconds: 60, when: "task" }],
    results: [{ ...check, seconds: 1, output: "", ...resultOf(outcome) }],
    changedFiles: ["a.js"],
    seconds: 1,
  };
}

function resultOf(outcome: Outcome): Pick<CheckResult, "exitCode" | "outcome" | "errors"> {
  if (outcome === "passed") return { exitCode: 0, outcome, errors: [] };
  const errors = [{ text: `error ${outcome}`, fingerprint: outcome }];
  return outcome === "missing"
    ? { exitCode: null, outcome, errors }
    : { exitCode: 1, outcome: "failed", errors };
}

function task(id: string, dependsOn: string[] = []): PlannedTask {
  return { id, title: id, description: id, files: ["a.js"], acceptance: ["works"], dependsOn };
}

function unique(events: EventObject[]): EventObject[] {
  return [...new Map(events.map((event) => [event.type, event])).values()];
}
