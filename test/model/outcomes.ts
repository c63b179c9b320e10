import type { AnyActorRef, EventObject } from "xstate";
import type { AcceptanceTests } from "../../src/contracts/acceptance-tests.js";
import type { ChecksOutput, ProbeOutput } from "../../src/contracts/actor.js";
import { type AgentResult, noUsage } from "../../src/contracts/agent.js";
import type { CheckError, CheckResult } from "../../src/contracts/check.js";
import type { Probe } from "../../src/contracts/evidence.js";
import { ActorError, type FailureKind } from "../../src/contracts/failure.js";
import type { RunEvent, RunSnapshot } from "../../src/machine/index.js";
import { actorOf } from "../../src/runs/result-key.js";
import { checkResult, counts } from "../support/check-result.js";
import type { Command, World } from "./worlds.js";

/** What a run of the checks may say: errors by name, or why there are none. `old` is there before the mission. */
export type CheckOutcome =
  | "none"
  | "passed"
  | "weakened"
  | "weakened as planned"
  | "couldNotRun"
  | "ranNothing"
  | "timedOut"
  | "doubtful"
  | "late old"
  | "late old+A"
  | "A"
  | "B"
  | "A+B"
  | "old"
  | "old+A";

/** What a probe may say: of the whole change or of a fault in it, or that there are no more. */
export type ProbeOutcome =
  | "noticed"
  | "survived"
  | "fault noticed"
  | "fault survived"
  | "tried"
  | "nothing"
  | "notTried";

/** What the reviewer may hand in before the code; asked again, `none` keeps the tests. */
export type TestsOutcome = "written" | "none";

export type Verdict = "pass" | "fail" | "fail otherwise";

/** Every event that may happen to this snapshot: each outcome of each actor that runs, each wait's end, the user's. */
export function possibleEvents(snapshot: RunSnapshot, world: World): EventObject[] {
  if (snapshot.status !== "active") return [];
  if (snapshot.matches("idle")) return world.commands.map(beginning);
  const ended = snapshot._nodes
    .flatMap((node) => node.invoke)
    // Regions come in any order once a history was restored.
    .sort((one, other) => one.id.localeCompare(other.id))
    .flatMap(({ id }) => outcomes(id, world, searchedBy(snapshot, id)));
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

/** The task that a running searcher was given. */
function searchedBy({ children }: RunSnapshot, id: string): string {
  const { input } = (children as Record<string, AnyActorRef>)[id]?.getSnapshot() ?? {};
  // Repairs are numbered for ever, and nothing asks for the number.
  return String(input?.task?.id ?? "").replace(/^R\d+$/, "R");
}

const known = new WeakMap<World, Map<string, EventObject[]>>();

/** Made once: an exploration asks for them in every state. */
function outcomes(id: string, world: World, task: string): EventObject[] {
  const ofWorld = known.get(world) ?? new Map<string, EventObject[]>();
  known.set(world, ofWorld);
  const key = `${id} ${task}`;
  const failures = () => world.failures.map((kind) => failed(id, kind, world.tokens));
  const made = ofWorld.get(key) ?? [
    ...outputs(id, world, task).map((output) => done(id, output)),
    ...failures(),
  ];
  ofWorld.set(key, made);
  return made;
}

function outputs(id: string, world: World, task: string): unknown[] {
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
      return [result({ summary: `of ${task}`, findings: [] })];
    case "aheadSearcher":
      // Each change is of `a.js`: a third of the files is little, all of them is much.
      return [["a.js", "b.js", "c.js"], ["a.js"]].map((files) =>
        result({ summary: `of ${task}`, findings: files.map((file) => ({ file, note: "see" })) }),
      );
    case "tester":
      return (world.tests ?? []).map((outcome) => result(outcome === "written" ? writtenTests : noTests));
    case "coder":
    case "fixer": {
      const change = { summary: "changed", files: ["a.js"] };
      const objections = [{ test: "works", reason: "it contradicts the task" }];
      return [result(change), ...(world.objects ? [result({ ...change, objections })] : [])];
    }
    case "reviewer":
    case "examiner":
      return world.verdicts.map((verdict) => ({
        ...result({ verdict: verdict === "pass" ? "pass" : "fail", summary: verdict, issues: [] }),
        errors: verdict === "pass" ? [] : [errorOf(verdict)],
      }));
    case "aheadChecks":
    case "baselineChecks":
      return world.baseline.map((outcome) => checksOutput(outcome, world));
    case "diagnosis":
      return world.finalChecks
        .filter((outcome) => !outcome.startsWith("weakened"))
        .map((outcome) => checksOutput(outcome, world));
    case "finalChecks":
      return world.finalChecks.map((outcome) => checksOutput(outcome, world));
    case "taskChecks":
      return world.checks.map((outcome) => checksOutput(outcome, world));
    case "probe":
      return (world.probes ?? []).map(probeOutput);
    case "rollback":
    case "restartRollback":
      return [{ restored: ["a.js"], kept: [] }];
    default:
      return [{ tree: "tree" }];
  }
}

const writtenTests: AcceptanceTests = {
  files: [{ path: "a.test.js", content: "test" }],
  covers: [{ criterion: "works", test: "works" }],
};
const noTests: AcceptanceTests = { files: [], covers: [], reason: "there is nothing to test" };

function probeOutput(outcome: ProbeOutcome): ProbeOutput {
  if (outcome === "tried" || outcome === "nothing" || outcome === "notTried")
    return { state: outcome, seconds: 3 };
  const isFault = outcome.startsWith("fault");
  const probe: Probe = {
    kind: isFault ? "constant" : "change taken back",
    ...(isFault && { file: "a.js", line: 1, before: "1", after: "2" }),
    outcome: outcome.endsWith("noticed") ? "noticed" : "survived",
    by: ["test"],
    seconds: 3,
  };
  return { probe, seconds: 3 };
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

const lint = checkResult("passed", { name: "lint", command: "npm run lint" });

function checksOutput(outcome: CheckOutcome, { lint: isLinted = false }: Pick<World, "lint">): ChecksOutput {
  const { outcome: known, errors, executed, weakening, late } = meaningOf(outcome);
  const result = checkResult(known, { ...counts(executed, errors.length), output: outcome, errors });
  const tests = known === "cannotTell" ? doubtful(result) : result;
  const results = [...(outcome === "none" ? [] : [tests]), ...(isLinted ? [lint] : [])];
  return {
    checks: results.map(({ name, command }) => ({ name, command, timeoutSeconds: 60, when: "task" })),
    results,
    weakenings: weakening ? [{ text: "a test is gone", fingerprint: "weakened", files: [weakening] }] : [],
    checkpoint: { tree: "start" },
    ...(late ? { late: [checkResult("failed", { ...counts(1, 1), errors: ["old"] })] } : {}),
    changedFiles: ["a.js"],
    seconds: 1,
  };
}

/** It failed before with the same error, and now in words that nobody can read. */
function doubtful(result: CheckResult): CheckResult {
  return { ...result, outcome: "failed", lines: [{ text: "some words", fingerprint: "words" }] };
}

interface Meaning {
  outcome: CheckResult["outcome"];
  errors: CheckError[];
  /** Tests that passed. */
  executed: number;
  /** The file by which the change took a test away. */
  weakening?: string;
  /** A baseline is made with it, in which the old error is. */
  late?: boolean;
}

/** What an outcome is to a person: what ran, and what was found? */
export function meaningOf(outcome: CheckOutcome): Meaning {
  switch (outcome) {
    case "none":
    case "passed":
      return { outcome: "passed", errors: [], executed: 3 };
    case "weakened":
      return { outcome: "passed", errors: [], executed: 2, weakening: "a.test.js" };
    case "weakened as planned":
      return { outcome: "passed", errors: [], executed: 2, weakening: "a.js" };
    case "couldNotRun":
    case "timedOut":
    case "ranNothing":
      return { outcome, errors: [errorOf(outcome)], executed: 0 };
    case "doubtful":
      return { outcome: "cannotTell", errors: [errorOf("old")], executed: 3 };
    case "late old":
    case "late old+A":
      return { ...meaningOf(outcome === "late old" ? "old" : "old+A"), late: true };
    default:
      return { outcome: "failed", errors: outcome.split("+").map(errorOf), executed: 3 };
  }
}

function errorOf(name: string): CheckError {
  return { text: `error ${name}`, fingerprint: name };
}
