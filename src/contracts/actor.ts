import type { AcceptanceTests, Objection, TestFile } from "./acceptance-tests.js";
import type { AgentResult } from "./agent.js";
import type { Change } from "./change.js";
import type { Check, CheckError, CheckResult, CheckRun, Weakening } from "./check.js";
import type { Evidence, Probe } from "./evidence.js";
import type { Findings } from "./findings.js";
import type { Plan, PlanLimits } from "./plan.js";
import type { Review } from "./review.js";

/** What an agent is told of a task. */
export interface TaskBrief {
  id: string;
  title: string;
  description: string;
  files: string[];
  acceptance: string[];
}

/** A state of the worktree to come back to: a git tree, or `null` where there is no git worktree. */
export interface Checkpoint {
  tree: string | null;
}

/** What every actor gets. */
export interface Deadline {
  /** The longest that the work may take in all, in seconds. */
  deadlineSeconds: number;
}

export interface PlannerInput extends Deadline {
  request: string;
  limits: PlanLimits;
  /** The user's own words, after a plan that failed or is to be changed. */
  guidance?: string;
  /** The plan that is to be changed. */
  draft?: { summary: string; tasks: TaskBrief[] };
}

export interface SearcherInput extends Deadline {
  task: TaskBrief;
  planSummary: string;
  guidance?: string;
}

export interface ChangeInput extends Deadline {
  task: TaskBrief;
  planSummary: string;
  /** The tree before this change. What an unfinished earlier try of it left is rolled back to here. */
  checkpoint: Checkpoint;
  /** 0 for the coder, 1.. for the fixer. */
  attempt: number;
  /** Written before the code: what the change does to them is put back. */
  tests?: AcceptanceTests;
  /** The user's own words. */
  guidance?: string;
}

export interface TesterInput extends Deadline {
  task: TaskBrief;
  planSummary: string;
  findings: Findings;
  /** Files that the findings name and that changed after the search. */
  changedSince?: string[];
  /** The tree before the tests. What an unfinished earlier try left is rolled back to here. */
  checkpoint: Checkpoint;
  /** The tree on which the tests must fail. */
  taskCheckpoint: Checkpoint;
  /** The checks there are. */
  checks: Check[];
  /** What is said against tests that were written already. */
  objections?: { tests: AcceptanceTests; against: Objection[] };
  guidance?: string;
}

export interface CoderInput extends ChangeInput {
  findings: Findings;
  /** Files that the findings name and that changed after the search. */
  changedSince?: string[];
  /** What earlier attempts failed with, which are rolled back. */
  metErrors?: SeenError[];
}

/** An error of the last verification and in how many failed verifications of this task it was seen. */
export interface SeenError extends CheckError {
  seen: number;
}

export interface FixerInput extends ChangeInput {
  /** The tree before the task: the diff so far starts here. */
  taskCheckpoint: Checkpoint;
  errors: SeenError[];
  /** The checks that failed, with their output. */
  failedChecks: CheckResult[];
  /** Seeded faults that no test noticed. */
  survivors: Probe[];
}

export interface ReviewerInput extends Deadline {
  task: TaskBrief;
  planSummary: string;
  attempt: number;
  taskCheckpoint: Checkpoint;
  /** What the last verification of this task found: what now proves that it is fixed must be said. */
  failedBefore: SeenError[];
  checks: CheckResult[];
  changedFiles: string[] | null;
  /** Changed files that the task did not name. */
  unplannedFiles: string[];
  /** What the change takes away from the checks, as its task allows: a pass agrees to it. */
  weakenings: Weakening[];
  guidance?: string;
}

/** What `/review` is about: as the user said it. */
export interface ExaminerInput extends Deadline {
  /** Nothing (the uncommitted changes), a path, a range of commits, or the code itself. */
  subject: string;
  guidance?: string;
}

export interface ChecksInput extends Deadline {
  /** `task`: the checks of moment `task`; `baseline`, `final`: all of them. */
  scope: "baseline" | "task" | "final";
  /** The task that is verified, for the name of the kept output. */
  taskId?: string;
  attempt: number;
  /** Checks that were there before the mission: they run also when the tree no longer declares them. */
  known: Check[];
  /** Changed files are told against this tree. */
  checkpoint?: Checkpoint;
  /** Checks that passed before: whatever fails in a part of them is new. */
  passing: string[];
  /** Check → the list of its tests that none may be missing of. */
  tests: Record<string, string>;
  /** Tests that were written before the code, as they must be when the checks run. */
  acceptance?: TestFile[];
  /** The tree before the mission, on which checks that fail and have no baseline run too, and which checks have one. */
  late?: { checkpoint: Checkpoint; known: string[] };
}

/** A baseline also says which checks there are, and on which tree it was made. */
export interface ChecksOutput extends CheckRun {
  checks: Check[];
  checkpoint?: Checkpoint;
  /** What checks that had no baseline say of the tree before the mission. */
  late?: CheckResult[];
  /** Tests that were written before the code, were changed since, and are as they were again. */
  restored?: string[];
}

export interface ReviewerOutput extends AgentResult<Review> {
  /** The review's errors with their fingerprints. Empty for a pass. */
  errors: CheckError[];
}

export interface RollbackInput extends Deadline {
  checkpoint: Checkpoint;
}

export interface RollbackOutput {
  restored: string[];
  /** Files that someone else changed since, left as they are. */
  kept: string[];
}

export type PlannerOutput = AgentResult<Plan>;
export type SearcherOutput = AgentResult<Findings>;
export type ChangeOutput = AgentResult<Change>;
export type TesterOutput = AgentResult<AcceptanceTests>;

export interface ProbeInput extends Deadline {
  taskId: string;
  attempt: number;
  /** The tree before the task. */
  checkpoint: Checkpoint;
  /** Checks that run after a change. */
  checks: Check[];
  /** What was tried already. */
  tried: Probe[];
  /** Faults that are seeded at most. */
  faults: number;
  /** The plan says that only a reviewer can tell. */
  isForReview: boolean;
}

/** One more probe, or the end of them. */
export type ProbeOutput =
  | { probe: Probe; seconds: number }
  | { state: Exclude<Evidence["state"], "open">; reason?: string; seconds: number };
