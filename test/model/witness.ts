import type { EventObject } from "xstate";
import { type AgentRole, agentRoles, type Usage } from "../../src/contracts/agent.js";
import type { CheckResult } from "../../src/contracts/check.js";
import type { Failure } from "../../src/contracts/failure.js";
import { defaultLimits, type RunEvent, type RunSnapshot, tasksOf } from "../../src/machine/index.js";
import { type CheckOutcome, meaningOf } from "./outcomes.js";
import type { World } from "./worlds.js";

// What someone would know who only saw which actors were started, how they ended and what the user said. It is
// kept by the words of the design, and never asks the chart's own counters: the invariants compare the two.

export interface Witness {
  baseline: CheckOutcome;
  /** All checks have run on the untouched tree, and the user had no turn between that and the plan. */
  hasBaseline: boolean;
  /** What the checks said of the tree as it is: they prove it, they prove nothing, or they are against it. */
  checks: "clean" | "unseen" | "failing" | null;
  /** What the tests said last. */
  outcome: CheckOutcome | null;
  /** A check passed on the tree as it is and executed something. */
  isExecuted: boolean;
  /** What the reviewer said of the tree as it is. */
  review: "pass" | "fail" | null;
  /** Its errors. */
  objections: string[];
  /** How often tests were handed in for the task, and whether there are any. */
  tests: { asked: number; areThere: boolean };
  /** The change that was made last says something against them. */
  isObjected: boolean;
  /** What came of putting the checks to the test with the change. */
  proof: Proof;
  task: string | null;
  /** The change that was begun last, and whether its agent has been called. */
  change: { task: string; called: boolean } | null;
  /** A change was made that no verification has judged yet. */
  isUnjudged: boolean;
  /** Changes that the cap still allows. */
  changesLeft: number;
  /** Fixes of the task since it was opened or the user said "retry". */
  fixes: number;
  /** The user said "retry" in this task. */
  isGranted: boolean;
  /** Error → failed verifications of the task it was seen in, since the user's last "retry". */
  seen: Record<string, number>;
  /** Failed calls in a row. */
  failures: number;
  /** What failed cannot be mended by trying again: only the user can say more. */
  mustAsk: boolean;
  /** The search ahead that works, or is made again when the run resumes. */
  ahead: { task: string } | null;
  /** What a search ahead has found, and whether its files change before the task's turn. */
  found: { task: string; isOutdated: boolean } | null;
  /** What there was of the open task when it was opened. */
  wasFound: "fresh" | "outdated" | null;
  /** Tokens of the costliest call so far. */
  costliest: number;
  /** Tokens that the budget still allows. */
  tokensLeft: number;
}

export interface Proof {
  isNoticed: boolean;
  probes: number;
  faults: number;
  survivors: number;
  seconds: number;
  /** How it ended; `cut`: some of it was tried. */
  end: "open" | "tried" | "nothing" | "notTried" | "cut";
}

const noProof: Proof = { isNoticed: false, probes: 0, faults: 0, survivors: 0, seconds: 0, end: "open" };

const noTests = { asked: 0, areThere: false };

/** What stands against a change because the checks do not look at it. */
export function unnoticed(proof: Proof, { evidence }: RunSnapshot["context"]["limits"]): string[] {
  if (!evidence || proof.end === "open" || proof.end === "nothing" || proof.probes === 0) return [];
  if (!proof.isNoticed) return proof.end === "tried" ? ["unnoticed"] : [];
  const isEnough = proof.faults - proof.survivors >= evidence.minimum * proof.faults;
  return isEnough ? [] : ["unnoticed faults"];
}

/** Sums along one path. They grow for ever, so they tell no two states apart. */
export interface Totals {
  changes: number;
  calls: Record<AgentRole, number>;
  tokens: number;
}

export interface Start {
  id: string;
  input: {
    deadlineSeconds?: number;
    task?: { id: string };
    taskId?: string;
    findings?: { summary: string };
    changedSince?: string[];
  };
}

/** One event, and all that came of it until the chart rested again. */
export interface Step {
  before: RunSnapshot;
  event: EventObject;
  after: RunSnapshot;
  /** Actors that were started, in order. */
  starts: Start[];
  /** Actors that were stopped. */
  stops: string[];
  known: Witness;
  knownAfter: Witness;
  totals: Totals;
}

export const noTotals: Totals = {
  changes: 0,
  calls: { planner: 0, searcher: 0, coder: 0, reviewer: 0, fixer: 0 },
  tokens: 0,
};

export function firstWitness({ limits }: World): Witness {
  return {
    baseline: "none",
    hasBaseline: false,
    checks: null,
    outcome: null,
    isExecuted: false,
    review: null,
    objections: [],
    tests: noTests,
    isObjected: false,
    proof: noProof,
    task: null,
    change: null,
    isUnjudged: false,
    changesLeft: limits.maxIterations ?? defaultLimits.maxIterations,
    fixes: 0,
    isGranted: false,
    seen: {},
    failures: 0,
    mustAsk: false,
    ahead: null,
    found: null,
    wasFound: null,
    costliest: 0,
    tokensLeft: limits.budget?.tokens ?? Number.POSITIVE_INFINITY,
  };
}

type Happened = Pick<Step, "before" | "event" | "after" | "starts">;

export function witnessed(known: Witness, totals: Totals, step: Happened): [Witness, Totals] {
  const isInternal = step.event.type.startsWith("xstate.");
  // What comes from outside at the wrong time is nothing that happened to the run.
  if (!isInternal && !step.before.can(step.event as RunEvent)) return [known, totals];
  const next = { ...known, seen: { ...known.seen } };
  const sums: Totals = { ...totals, calls: { ...totals.calls } };
  take(next, sums, step);
  tighten(next, step);
  const tasks = tasksOf(step.after.context.queue);
  if (tasks.length === 0 && !step.after.hasTag("working")) next.hasBaseline = false;
  const task = tasks.find(({ status }) => status === "active")?.id ?? null;
  if (task !== next.task && task !== null) open(next, task);
  if (task !== next.task)
    Object.assign(next, {
      task,
      change: null,
      fixes: 0,
      isGranted: false,
      seen: {},
      tests: noTests,
      isObjected: false,
    });
  for (const { id, input } of step.starts) begin(next, sums, id, input);
  return [next, sums];
}

/** What an event says. */
function take(next: Witness, sums: Totals, { before, event }: Happened): void {
  const [, end, actor = ""] = /^xstate\.(done|error)\.actor\.(.+)$/.exec(event.type) ?? [];
  if (actor === "aheadSearcher") {
    const { output, error } = event as unknown as {
      output?: Output & { usage: Usage };
      error?: { failure: Failure };
    };
    // It fails for itself: it is tried again in its turn.
    use(next, sums, "searcher", (output ?? error?.failure)?.usage as Usage);
    const files = output?.submission.findings?.map(({ file }) => file) ?? [];
    next.found = output && next.ahead ? { ...next.ahead, isOutdated: files.join() === "a.js" } : null;
    next.ahead = null;
    return;
  }
  if (actor === "aheadChecks") {
    // They fail for themselves: they run again in their turn.
    if (end === "done") hear(next, actor, (event as unknown as { output: Output }).output);
    return;
  }
  if (end === "done") {
    next.failures = 0;
    hear(next, actor, (event as unknown as { output: Output }).output);
    judge(next, actor, before);
    const role = roleOf(actor);
    if (role) use(next, sums, role, (event as unknown as { output: { usage: Usage } }).output.usage);
    return;
  }
  if (end === "error") {
    const { failure } = (event as unknown as { error: { failure: Failure } }).error;
    if (actor === "probe") {
      // It is beside the point: nobody is asked, and nothing is tried again.
      next.proof = { ...next.proof, end: next.proof.probes > 0 ? "cut" : "notTried" };
      judge(next, actor, before);
      return;
    }
    next.failures++;
    next.mustAsk ||= ["auth", "model", "aborted"].includes(failure.kind);
    const role = roleOf(actor);
    if (role) use(next, sums, role, failure.usage);
    return;
  }
  const { limits, question } = before.context;
  switch (event.type) {
    case "call.abandoned":
      use(next, sums, "coder", (event as unknown as { usage: Usage }).usage);
      break;
    case "journal.failed":
      next.mustAsk = true;
      break;
    case "user.retried":
      Object.assign(next, { fixes: 0, isGranted: true, seen: {}, failures: 0, mustAsk: false });
      break;
    case "user.skipped":
      Object.assign(next, { failures: 0, mustAsk: false, ahead: null });
      break;
    case "user.continued":
      if (question === "capReached") next.changesLeft = limits.maxIterations;
      else next.tokensLeft = (limits.budget.tokens ?? Number.POSITIVE_INFINITY) + setAside(next);
      break;
  }
}

interface Output {
  results: CheckResult[];
  submission: {
    verdict: "pass" | "fail";
    files?: unknown[];
    objections?: unknown[];
    findings?: { file: string }[];
  };
  errors: { fingerprint: string }[];
  probe: { file?: string; outcome: string };
  state?: "tried" | "nothing" | "notTried";
  seconds: number;
}

/** What an actor that is done says of the tree. */
function hear(next: Witness, actor: string, output: Output): void {
  switch (actor) {
    case "aheadChecks":
    case "baselineChecks":
      Object.assign(next, { baseline: testsOf(output), hasBaseline: true });
      break;
    case "diagnosis":
    case "taskChecks":
    case "finalChecks": {
      next.hasBaseline ||= actor === "diagnosis";
      const outcome = testsOf(output);
      next.outcome = outcome;
      if (meaningOf(outcome).late && actor !== "diagnosis" && isUnknown(next.baseline)) next.baseline = "old";
      const isAllowed = actor === "taskChecks" && outcome === "weakened as planned" && isOfThePlan(next.task);
      const added = isAllowed ? [] : addedTo(next.baseline, outcome);
      next.checks =
        added.length > 0 ? "failing" : isProven(next.baseline, outcome, output) ? "clean" : "unseen";
      if (actor === "taskChecks") Object.assign(next, { proof: noProof, review: null, objections: [] });
      next.isExecuted = output.results.some(
        ({ outcome, executed }) => outcome === "passed" && executed !== 0,
      );
      if (actor !== "taskChecks" || added.length === 0) break;
      next.isUnjudged = false;
      see(next, added);
      break;
    }
    case "tester": {
      const isWritten = (output.submission.files ?? []).length > 0;
      next.tests = { asked: next.tests.asked + 1, areThere: next.tests.areThere || isWritten };
      next.isObjected = false;
      break;
    }
    case "coder":
    case "fixer":
      next.isObjected = (output.submission.objections ?? []).length > 0;
      break;
    case "reviewer":
      next.review = output.submission.verdict;
      next.objections = output.errors.map(({ fingerprint }) => fingerprint);
      break;
    case "probe":
      next.proof = learn(next.proof, output);
      break;
    case "rollback":
    case "restartRollback":
      Object.assign(next, { checks: null, isExecuted: false, review: null, isUnjudged: false });
      break;
  }
}

/** A probe has ended. */
function learn(proof: Proof, { probe, state, seconds: took }: Output): Proof {
  const seconds = proof.seconds + took;
  if (state) return { ...proof, seconds, end: state === "notTried" && proof.probes > 0 ? "cut" : state };
  const isFault = probe.file !== undefined;
  return {
    isNoticed: proof.isNoticed || probe.outcome === "noticed",
    probes: proof.probes + 1,
    faults: proof.faults + (isFault ? 1 : 0),
    survivors: proof.survivors + (isFault && probe.outcome === "survived" ? 1 : 0),
    seconds,
    end: "open",
  };
}

/** A verdict that fails counts at once; one that passes when it is known whether a check notices the change. */
function judge(next: Witness, actor: string, { context: { limits } }: RunSnapshot): void {
  if (actor === "probe" && limits.evidence && next.proof.end === "open")
    if (next.proof.seconds >= limits.evidence.seconds) next.proof = { ...next.proof, end: "cut" };
  if ((actor !== "reviewer" && actor !== "probe") || next.review === null || !next.isUnjudged) return;
  const isEnough = next.proof.isNoticed && limits.evidence?.minimum === 0;
  const isOpen = limits.evidence && next.proof.end === "open" && !isEnough;
  if (next.review === "pass" && isOpen) return;
  next.isUnjudged = false;
  see(next, [...next.objections, ...unnoticed(next.proof, limits)]);
}

/** The outcome of the tests; a linter may be beside them. */
function testsOf({ results }: Output): CheckOutcome {
  return (results.find(({ name }) => name === "test")?.output as CheckOutcome | undefined) ?? "none";
}

function isUnknown(baseline: CheckOutcome): boolean {
  return baseline === "none" || baseline === "couldNotRun" || baseline === "ranNothing";
}

/** Tests that ran leave no doubt, and a check passed: the tests or, where they failed before as they do now, another. */
function isProven(before: CheckOutcome, now: CheckOutcome, { results }: Output): boolean {
  if (now === "none") return results.length > 0;
  const isRun = !["couldNotRun", "ranNothing", "timedOut"].includes(now);
  const isDoubtful =
    (now === "doubtful" && before !== "passed") ||
    (before === "timedOut" && meaningOf(now).outcome !== "passed");
  return isRun && !isDoubtful && results.some(({ outcome }) => outcome === "passed");
}

/** What was not there before the mission. A check that could run before and cannot now is one, and a test that is gone. */
export function addedTo(before: CheckOutcome, now: CheckOutcome): string[] {
  const { errors, weakening } = meaningOf(now);
  if (now === "couldNotRun" || now === "ranNothing") return isUnknown(before) ? [] : [now];
  // Nobody knows what it would have printed in the end.
  if (before === "timedOut" && now !== "timedOut") return weakening ? ["weakened"] : [];
  const old = meaningOf(before).errors.map(({ fingerprint }) => fingerprint);
  const added = errors.flatMap(({ fingerprint }) => (old.includes(fingerprint) ? [] : fingerprint));
  return weakening ? [...added, "weakened"] : added;
}

function see(next: Witness, errors: readonly string[]): void {
  for (const error of new Set(errors)) next.seen[error] = (next.seen[error] ?? 0) + 1;
}

/** What a task fixed may not fail again once it is closed. */
function tighten(next: Witness, { before, after, event }: Happened): void {
  const isDone = (state: RunSnapshot) =>
    tasksOf(state.context.queue).filter(
      ({ status }) => status === "verified" || status === "reviewed" || status === "unverified",
    ).length;
  if (!/actor\.(?:reviewer|probe)$/.test(event.type) || isDone(after) === isDone(before)) return;
  if (next.outcome && meaningOf(next.outcome).outcome === "passed" && next.outcome !== "none")
    next.baseline = "passed";
}

/** What it means that an actor is started. */
function begin(next: Witness, sums: Totals, actor: string, input: Start["input"]): void {
  switch (actor) {
    case "coderCheckpoint":
    case "fixerCheckpoint":
      if (next.change && !next.change.called) break;
      // Once a change of the task was made, the next one is a retry, whoever makes it.
      if (actor === "fixerCheckpoint" || next.change) next.fixes++;
      next.change = { task: next.task ?? "", called: false };
      next.changesLeft--;
      sums.changes++;
      break;
    case "coder":
    case "fixer":
      if (next.change) next.change = { ...next.change, called: true };
      Object.assign(next, { checks: null, isExecuted: false, review: null, isUnjudged: true });
      Object.assign(next, { proof: noProof, objections: [] });
      break;
    case "rollback":
      Object.assign(next, { checks: null, isExecuted: false, review: null });
      break;
    case "aheadSearcher":
      next.ahead = { task: input.task?.id ?? "" };
      break;
  }
}

/** A task is opened: what was found for it ahead is its own. */
function open(next: Witness, task: string): void {
  const { found } = next;
  const isIts = found?.task === task;
  Object.assign(next, { ahead: null, found: null, wasFound: null });
  if (isIts) next.wasFound = found.isOutdated ? "outdated" : "fresh";
}

/** Not a repair, nor what `/fix` was given: those name no files of tests. */
export function isOfThePlan(task: string | null): boolean {
  return task?.startsWith("T") ?? false;
}

/** What may not be spent otherwise while a search works beside the task. */
export function setAside({ ahead, task, costliest }: Witness): number {
  return ahead && task ? costliest : 0;
}

function use(next: Witness, sums: Totals, role: AgentRole, usage: Usage): void {
  sums.calls[role]++;
  sums.tokens += usage.input;
  next.costliest = Math.max(next.costliest, usage.input);
  next.tokensLeft = Math.max(0, next.tokensLeft - usage.input);
}

/** The agent behind an invocation. */
export function roleOf(actor: string): AgentRole | undefined {
  if (actor === "looker" || actor === "aheadSearcher") return "searcher";
  if (actor === "examiner" || actor === "tester") return "reviewer";
  return agentRoles.find((role) => role === actor);
}
