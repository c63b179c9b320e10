import type { EventObject } from "xstate";
import type { ChecksOutput } from "../../src/contracts/actor.js";
import { type AgentResult, noUsage } from "../../src/contracts/agent.js";
import type { CheckError, CheckResult } from "../../src/contracts/check.js";
import { ActorError, type FailureKind } from "../../src/contracts/failure.js";
import type { RunEvent, RunSnapshot } from "../../src/machine/index.js";
import { actorOf } from "../../src/runs/result-key.js";
import type { Command, World } from "./worlds.js";

/** What a run of the checks may say: errors by name, or why there are none. `old` is there before the mission. */
export type CheckOutcome = "none" | "passed" | "missing" | "timedOut" | "A" | "B" | "A+B" | "old" | "old+A";

export type Verdict = "pass" | "fail" | "fail otherwise";

/** Every event that may happen to this snapshot: each outcome of each actor that runs, each wait's end, the user's. */
export function possibleEvents(snapshot: RunSnapshot, world: World): EventObject[] {
  if (snapshot.status !== "active") return [];
  if (snapshot.matches("idle")) return world.commands.map(beginning);
  const ended = snapshot._nodes.flatMap((node) => node.invoke).flatMap(({ id }) => outcomes(id, world));
  const waited = new Set(
    snapshot._nodes.flatMap((node) => node.after).map(({ eventType }) => String(eventType)),
  );
  return [
    ...ended,
    ...[...waited].map((type) => ({ type })),
    ...outsideEvents(world).filter((event) => snapshot.can(event)),
  ];
}

export function beginning(command: Command): RunEvent {
  return { type: `${command}.requested`, request: command === "fix" ? "" : "do it" };
}

/** All that may come from outside the chart once a run has begun. */
export function outsideEvents({ tokens }: Pick<World, "tokens">): RunEvent[] {
  return [
    { type: "fix.requested", request: "" },
    { type: "user.approved" },
    { type: "user.kept" },
    { type: "user.retried", guidance: "like this" },
    { type: "user.skipped" },
    { type: "user.continued" },
    { type: "user.stopped" },
    { type: "run.paused" },
    { type: "run.resumed" },
    { type: "run.stopped" },
    { type: "call.abandoned", role: "coder", usage: { ...noUsage, input: tokens }, seconds: 0 },
    {
      type: "journal.failed",
      failure: new ActorError({ kind: "tool", actor: "journal", message: "no space left" }).failure,
    },
  ];
}

function outcomes(id: string, world: World): EventObject[] {
  const failures = world.failures.map((kind) => failed(id, kind, world.tokens));
  return [...outputs(id, world).map((output) => done(id, output)), ...failures];
}

function outputs(id: string, world: World): unknown[] {
  const result = <Value>(submission: Value): AgentResult<Value> => ({
    submission,
    usage: { ...noUsage, input: world.tokens },
    seconds: 1,
  });
  switch (id) {
    case "planner":
      return [result({ summary: "the plan", tasks: world.tasks })];
    case "searcher":
    case "looker":
      return [result({ summary: "found", findings: [] })];
    case "coder":
    case "fixer":
      return [result({ summary: "changed", files: ["a.js"] })];
    case "reviewer":
    case "examiner":
      return world.verdicts.map((verdict) => ({
        ...result({ verdict: verdict === "pass" ? "pass" : "fail", summary: verdict, issues: [] }),
        errors: verdict === "pass" ? [] : [errorOf(verdict)],
      }));
    case "baselineChecks":
      return world.baseline.map(checksOutput);
    case "diagnosis":
    case "finalChecks":
      return world.finalChecks.map(checksOutput);
    case "taskChecks":
      return world.checks.map(checksOutput);
    case "rollback":
      return [{ restored: ["a.js"], kept: [] }];
    default:
      return [{ tree: "tree" }];
  }
}

function done(id: string, output: unknown): EventObject {
  return { type: `xstate.done.actor.${id}`, output } as EventObject;
}

function failed(id: string, kind: FailureKind, tokens: number): EventObject {
  const actor = actorOf(id);
  const usage = { ...noUsage, input: tokens };
  const error = new ActorError({ kind, actor, message: `${id} failed`, usage });
  return { type: `xstate.error.actor.${id}`, error } as EventObject;
}

function checksOutput(outcome: CheckOutcome): ChecksOutput {
  const check = { name: "test", command: "npm test" };
  const { ran, errors } = meaningOf(outcome);
  const exitCode = ran ? Math.sign(errors.length) : null;
  const known = outcome === "missing" || outcome === "timedOut" || outcome === "passed" ? outcome : "failed";
  const result: CheckResult = { ...check, exitCode, outcome: known, seconds: 1, output: outcome, errors };
  return {
    checks: outcome === "none" ? [] : [{ ...check, timeoutSeconds: 60, when: "task" }],
    results: outcome === "none" ? [] : [result],
    changedFiles: ["a.js"],
    seconds: 1,
  };
}

/** What an outcome is to a person: did the check run to its end, and what did it find? */
export function meaningOf(outcome: CheckOutcome): { ran: boolean; errors: CheckError[] } {
  switch (outcome) {
    case "none":
      return { ran: false, errors: [] };
    case "passed":
      return { ran: true, errors: [] };
    case "missing":
    case "timedOut":
      return { ran: false, errors: [errorOf(outcome)] };
    default:
      return { ran: true, errors: outcome.split("+").map(errorOf) };
  }
}

function errorOf(name: string): CheckError {
  return { text: `error ${name}`, fingerprint: name };
}
