import { createActor, fromPromise, type SimulatedClock, waitFor } from "xstate";
import type {
  ChangeOutput,
  Checkpoint,
  ChecksInput,
  ChecksOutput,
  CoderInput,
  Deadline,
  ExaminerInput,
  FixerInput,
  PlannerInput,
  PlannerOutput,
  ReviewerInput,
  ReviewerOutput,
  RollbackInput,
  RollbackOutput,
  SearcherInput,
  SearcherOutput,
} from "../../src/contracts/actor.js";
import { noUsage, type Usage } from "../../src/contracts/agent.js";
import type { CheckError, CheckResult } from "../../src/contracts/check.js";
import type { PlannedTask } from "../../src/contracts/plan.js";
import {
  type Limits,
  orchestratorMachine,
  type Progress,
  type RunEvent,
  type RunSnapshot,
  restStatus,
} from "../../src/machine/index.js";
import { checkResult } from "../support/check-result.js";

/** What one run of the checks says: `ok`, `missing`, `none` (there are no checks), or its errors, like `A+B`. */
export type Verdict = "ok" | "missing" | "none" | (string & {});

/** What the fake actors do. A list is used up in order; then all is well. */
export interface Script {
  tasks?: PlannedTask[];
  limits?: Partial<Limits>;
  /** What every agent call uses. */
  usage?: Partial<Usage>;
  seconds?: number;
  baseline?: Verdict;
  taskChecks?: Verdict[];
  finalChecks?: Verdict[];
  reviews?: ("pass" | "fail")[];
  changedFiles?: string[] | null;
  clock?: SimulatedClock;
  actors?: Partial<Fakes>;
  snapshot?: unknown;
  /** What the run begins with, where it is not a mission. */
  beginning?: RunEvent;
}

type Fake<Input, Output> = (input: Input, signal: AbortSignal) => Promise<Output>;

export interface Fakes {
  planner: Fake<PlannerInput, PlannerOutput>;
  searcher: Fake<SearcherInput, SearcherOutput>;
  coder: Fake<CoderInput, ChangeOutput>;
  reviewer: Fake<ReviewerInput, ReviewerOutput>;
  fixer: Fake<FixerInput, ChangeOutput>;
  examiner: Fake<ExaminerInput, ReviewerOutput>;
  checks: Fake<ChecksInput, ChecksOutput>;
  checkpoint: Fake<Deadline, Checkpoint>;
  rollback: Fake<RollbackInput, RollbackOutput>;
}

/** The inputs that each actor got, in order. */
type Inputs = { [Name in keyof Fakes]: Parameters<Fakes[Name]>[0][] };

export const test = { name: "test", command: "npm test", timeoutSeconds: 60, when: "task" } as const;

export function task(id: string, dependsOn: string[] = []): PlannedTask {
  return {
    id,
    title: `Do ${id}`,
    description: `${id} in full`,
    files: [`${id}.js`],
    acceptance: [`${id} works`],
    dependsOn,
  };
}

export function errorOf(name: string): CheckError {
  return { text: `error ${name}`, fingerprint: name };
}

export function resultOf(verdict: Verdict): CheckResult[] {
  const plain = { seconds: 0 };
  switch (verdict) {
    case "none":
      return [];
    case "ok":
      return [checkResult("passed", { ...plain, output: "all good" })];
    case "missing":
      return [checkResult("couldNotRun", { ...plain, runsTests: true, output: "not found" })];
    default:
      return [checkResult("failed", { ...plain, output: `it said ${verdict}`, errors: verdict.split("+") })];
  }
}

/** What a run of the checks gives back that said so. */
export function checksOutput(results: CheckResult[], more: Partial<ChecksOutput> = {}): ChecksOutput {
  return { checks: [test], results, weakenings: [], changedFiles: [], seconds: 0, ...more };
}

/** The real machine over fake actors; `calls` names every agent call and run of checks. */
export function fakeTeam(script: Script = {}) {
  const usage = { ...noUsage, ...script.usage };
  const seconds = script.seconds ?? 0;
  const taskChecks = [...(script.taskChecks ?? [])];
  const finalChecks = [...(script.finalChecks ?? [])];
  const reviews = [...(script.reviews ?? [])];
  const calls: string[] = [];
  let trees = 0;
  const inputs: Inputs = {
    planner: [],
    searcher: [],
    coder: [],
    reviewer: [],
    fixer: [],
    examiner: [],
    checks: [],
    checkpoint: [],
    rollback: [],
  };

  const changed: Fake<CoderInput | FixerInput, ChangeOutput> = async ({ task }) => ({
    submission: { summary: "changed", files: task.files },
    usage,
    seconds,
  });
  const judged = async (): Promise<ReviewerOutput> => {
    const verdict = reviews.shift() ?? "pass";
    const submission = { verdict, summary: `it is a ${verdict}`, issues: [] };
    return { submission, usage, seconds, errors: verdict === "pass" ? [] : [errorOf("review")] };
  };
  const fakes: Fakes = {
    planner: async () => ({
      submission: { summary: "the plan", tasks: script.tasks ?? [task("T1")] },
      usage,
      seconds,
    }),
    searcher: async () => ({ submission: { summary: "found", findings: [] }, usage, seconds }),
    coder: changed,
    fixer: changed,
    reviewer: judged,
    examiner: judged,
    async checks({ scope, taskId }) {
      const verdict =
        scope === "baseline"
          ? (script.baseline ?? "ok")
          : ((taskId === undefined ? finalChecks : taskChecks).shift() ?? script.baseline ?? "ok");
      const changedFiles = script.changedFiles === undefined ? ["a.js"] : script.changedFiles;
      const checks = script.baseline === "none" ? [] : [test];
      return checksOutput(resultOf(verdict), { changedFiles, checks });
    },
    checkpoint: async () => ({ tree: `tree${++trees}` }),
    rollback: async () => ({ restored: [], kept: [] }),
    ...script.actors,
  };

  const logic = <Name extends keyof Fakes>(name: Name) =>
    fromPromise<Awaited<ReturnType<Fakes[Name]>>, Parameters<Fakes[Name]>[0]>(({ input, signal }) => {
      (inputs[name] as unknown[]).push(input);
      const call = nameOfCall(name, input);
      if (call) calls.push(call);
      return fakes[name](input as never, signal) as ReturnType<Fakes[Name]> & Promise<never>;
    });
  const machine = orchestratorMachine.provide({
    actors: {
      planner: logic("planner"),
      searcher: logic("searcher"),
      coder: logic("coder"),
      reviewer: logic("reviewer"),
      fixer: logic("fixer"),
      examiner: logic("examiner"),
      checks: logic("checks"),
      checkpoint: logic("checkpoint"),
      rollback: logic("rollback"),
    },
  });
  return { machine, calls, inputs };
}

/** Starts the real machine over fake actors with a mission. */
export function startRun(script: Script = {}) {
  const { machine, calls, inputs } = fakeTeam(script);
  const told: Progress[] = [];
  const actor = createActor(machine, {
    input: { limits: { backoffMilliseconds: 0, evidence: null, ...script.limits } },
    ...(script.clock ? { clock: script.clock } : {}),
    ...(script.snapshot ? { snapshot: script.snapshot as never } : {}),
  });
  actor.on("*", (progress) => {
    told.push(progress);
  });
  actor.start();
  if (!script.snapshot) actor.send(script.beginning ?? { type: "mission.requested", request: "do it" });

  const until = (reached: (snapshot: RunSnapshot) => boolean) => waitFor(actor, reached);
  return {
    actor,
    /** Every agent call, rollback and run of checks so far, in order. */
    calls,
    inputs,
    told,
    until,
    /** Resolves when the run waits for the user, is paused or has ended. */
    rest: () => until((snapshot) => restStatus(snapshot) !== undefined),
    /** Sends an event; resolves when the run rests again. */
    async after(event: RunEvent): Promise<RunSnapshot> {
      actor.send(event);
      return until((snapshot) => restStatus(snapshot) !== undefined);
    },
  };
}

function nameOfCall(name: keyof Fakes, input: unknown): string | undefined {
  const { task, attempt, scope, taskId } = input as {
    task?: { id: string };
    attempt?: number;
    scope?: string;
    taskId?: string;
  };
  switch (name) {
    case "checkpoint":
      return undefined;
    case "checks":
      return taskId ? `${scope} checks ${taskId}/${attempt}` : `${scope} checks`;
    default:
      return [name, task?.id, attempt].filter((part) => part !== undefined).join(" ");
  }
}
