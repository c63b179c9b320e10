import type { AcceptanceTests, Objection } from "../contracts/acceptance-tests.js";
import type { Checkpoint, SeenError } from "../contracts/actor.js";
import { type AgentRole, agentRoles, noUsage, type Usage } from "../contracts/agent.js";
import type { Check, CheckError, CheckOutcome, CheckResult, Weakening } from "../contracts/check.js";
import type { Evidence } from "../contracts/evidence.js";
import type { Failure } from "../contracts/failure.js";
import type { Findings } from "../contracts/findings.js";
import type { Review } from "../contracts/review.js";
import { createQueue, type TaskQueue } from "./task-queue.js";

/** What a run may spend. Absent: no limit. */
export interface Budget {
  tokens?: number;
  costUsd?: number;
  /** Working time; waiting for the user costs nothing. */
  minutes?: number;
}

/** How far the checks are put to the test. */
export interface EvidenceLimits {
  /** Faults that are seeded into a change, one at a time; 0: only the change as a whole is taken back. */
  faults: number;
  /** How long all of it may take for one change. */
  seconds: number;
  /** The share of the seeded faults that must be noticed, from 0 to 1. */
  minimum: number;
  /** Whether a run with a task that only a reviewer has judged is not verified. */
  required: boolean;
}

/** A retry fixes what the change left, or starts at the tree before the task. */
export type RetryKind = "fix" | "afresh";

/** Every limit of the loop. They come in as the machine's input, so that tests can make them small. */
export interface Limits {
  /** Fixer attempts on a task before the user is asked. */
  retryLimit: number;
  /** What each of them does; the last one stands for all that follow. */
  retryPlan: readonly RetryKind[];
  /** Failed verifications of a task with one and the same error before the user is asked. */
  sameErrorLimit: number;
  /** Changes in the whole run, each with its verification, before the user is asked. */
  maxIterations: number;
  /** Fresh sessions after a failed agent call before the user is asked. */
  callRetries: number;
  maxFilesPerTask: number;
  maxTasks: number;
  /** Who writes the tests of a task: the reviewer before the code, or the coder with it. */
  tests: "first" | "coder";
  /** `null`: whether the checks look at a change is not tried. */
  evidence: EvidenceLimits | null;
  budget: Budget;
  /** Tasks that are searched before their turn, beside the open one: 0 or 1. */
  searchAhead: number;
  /** The first wait before a failed call is tried again, in milliseconds; it doubles each time. */
  backoffMilliseconds: number;
  /** How long an actor may work in all, in seconds. Each actor ends itself: timers do not survive a restart. */
  deadlineSeconds: Record<AgentRole | "checks" | "checkpoint", number>;
}

/** The tests of a task that were written before its code. */
export interface AcceptanceWork extends AcceptanceTests {
  /** What coder and fixer say against them. */
  objections: Objection[];
  /** The objections are answered: the tests stay as they are from here on. */
  isAmended: boolean;
  /** They were right: the answer changed nothing. */
  isKept: boolean;
}

/** The work on the task that was opened last. A fresh task starts with a fresh one. */
export interface Work {
  taskId: string;
  /** Changes started: the coder's is the first. */
  changes: number;
  /** Fixer attempts since the counters (re)started. */
  retries: number;
  /** Fingerprint → failed verifications of this task it was seen in. */
  seen: Record<string, number>;
  findings: Findings | null;
  /** Files that the findings name and that changed after the search, which was made ahead. */
  changedSince: string[];
  /** Absent where the coder writes the tests. */
  acceptance: AcceptanceWork | null;
  /** The tree before the task. */
  taskCheckpoint: Checkpoint | null;
  /** The tree before the change that is being made. */
  changeCheckpoint: Checkpoint | null;
  /** What the agents said they changed: used only where the tree cannot tell. */
  claimedFiles: string[];
  changedFiles: string[] | null;
  checks: CheckResult[];
  /** What the change took away from the checks. */
  weakenings: Weakening[];
  /** Whether the checks look at the change. */
  evidence: Evidence;
  review: Review | null;
  /** What stands in the way of a failed review, as errors. */
  reviewErrors: CheckError[];
  errors: SeenError[];
  /** All errors that its verifications found, each once. */
  metErrors: SeenError[];
}

/** The search for the next task, beside the open one. Only one is made while a task is open. */
export interface Ahead {
  taskId: string;
  /** It works, or is made again once the run resumes. */
  isOpen: boolean;
  /** `null` while it works, and where it failed. */
  findings: Findings | null;
  /** The run's working seconds when it began: what is worked beside it costs no time of its own. */
  since: number;
  /** What the open task had changed when it ended. */
  changedFiles: string[];
}

/** Why the user is asked. */
export type QuestionReason =
  | "callFailed"
  | "sameError"
  | "retriesUsedUp"
  | "capReached"
  | "budgetReached"
  | "finalChecksFailed"
  | "planReady"
  | "reviewFailed";

export interface CheckBaseline {
  outcome: CheckOutcome;
  /** Fingerprint → how often the check printed it. */
  errors: Record<string, number>;
  /** The same of all lines, where the errors could not be read. */
  lines?: Record<string, number>;
  /** It was made during the mission, on the tree before it. */
  isLate?: true;
}

/** Everything the chart remembers. It survives JSON. */
export interface Context {
  limits: Limits;
  request: string;
  /** Errors that `/fix` was given, or that a review found. */
  reported: CheckError[];
  planSummary: string;
  queue: TaskQueue;
  work: Work | null;
  ahead: Ahead | null;
  /** Searches ahead that have ended, and those of them whose findings were of no use. */
  searchesAhead: { made: number; wasted: number };
  /** All checks have run on the tree as it was before the first change. */
  hasBaseline: boolean;
  /** The run's working seconds when they began to run beside the planner. */
  baselineSince: number;
  /** The checks there were before the first change, and what they said. */
  checks: Check[];
  baseline: Record<string, CheckBaseline>;
  /** At least one of the checks runs tests. */
  runsTests: boolean;
  /** Check → the list of its tests as it was accepted last: none of them may get lost. */
  tests: Record<string, string>;
  /** The tree before the first change. */
  startCheckpoint: Checkpoint | null;
  /** The last run of all checks on the finished tree. */
  finalChecks: CheckResult[];
  /** What stands against the finished tree. */
  finalErrors: CheckError[];
  /** Fingerprint → final checks it was seen in. */
  finalSeen: Record<string, number>;
  iterations: number;
  /** The cap as granted so far. */
  iterationLimit: number;
  /** The budget as granted so far. */
  budget: Budget;
  calls: Record<AgentRole, number>;
  spent: Record<AgentRole, Usage>;
  /** The most that a single call has used so far. */
  costliest: Pick<Required<Budget>, "tokens" | "costUsd">;
  workSeconds: number;
  /** Failures in a row of the actor that is being called. */
  callFailures: number;
  failure: Failure | null;
  question: QuestionReason | null;
  /** The user's own words for the next agent. */
  guidance: string | null;
}

export interface MachineInput {
  limits?: Partial<Limits>;
}

export const defaultLimits: Limits = {
  retryLimit: 3,
  retryPlan: ["fix"],
  sameErrorLimit: 3,
  maxIterations: 100,
  callRetries: 2,
  maxFilesPerTask: 2,
  maxTasks: 50,
  tests: "coder",
  evidence: { faults: 6, seconds: 120, minimum: 0, required: false },
  budget: {},
  // What a journal of before does not name was not done then.
  searchAhead: 0,
  backoffMilliseconds: 1000,
  deadlineSeconds: {
    planner: 1800,
    searcher: 1800,
    coder: 1800,
    reviewer: 1800,
    fixer: 1800,
    checks: 3600,
    checkpoint: 300,
  },
};

/** Pure: XState runs it again, without input, on every call of `transition()`. */
export function createContext(input: MachineInput | undefined): Context {
  const limits: Limits = { ...defaultLimits, ...input?.limits };
  return {
    limits,
    request: "",
    reported: [],
    planSummary: "",
    queue: createQueue([]),
    work: null,
    ahead: null,
    searchesAhead: { made: 0, wasted: 0 },
    hasBaseline: false,
    baselineSince: 0,
    checks: [],
    baseline: {},
    runsTests: false,
    tests: {},
    startCheckpoint: null,
    finalChecks: [],
    finalErrors: [],
    finalSeen: {},
    iterations: 0,
    iterationLimit: limits.maxIterations,
    budget: limits.budget,
    calls: perRole(() => 0),
    spent: perRole(() => noUsage),
    costliest: { tokens: 0, costUsd: 0 },
    workSeconds: 0,
    callFailures: 0,
    failure: null,
    question: null,
    guidance: null,
  };
}

function perRole<Value>(value: () => Value): Record<AgentRole, Value> {
  return Object.fromEntries(agentRoles.map((role) => [role, value()])) as Record<AgentRole, Value>;
}
