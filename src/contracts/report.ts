import type { AgentRole } from "./agent.js";
import type { CheckResult } from "./check.js";
import type { Evidence } from "./evidence.js";
import type { CriterionAnswer } from "./review.js";

/** Tokens are counts, `cost` is in US dollars, both as OpenCode reports them. */
export interface Spending {
  tokens: { input: number; output: number; reasoning: number; cacheRead: number; cacheWrite: number };
  cost: number;
}

export type RunStatus = "verified" | "unverified" | "needs-user" | "paused" | "stopped" | "failed";

/** `report.json` of the run's folder: written at every rest of a run. */
export interface Report extends Spending {
  version: 1;
  run: string;
  session: string;
  command: string;
  request: string;
  status: RunStatus;
  /** Why it is not verified, or what is asked. */
  reason?: string;
  tasks: ({
    id: string;
    title: string;
    status: "verified" | "reviewed" | "unverified" | "skipped" | "blocked" | "pending" | "active";
    attempts: number;
    /** Files that really changed. */
    files: string[];
    errors: string[];
    /** Whether the checks look at its change: the probes, and what came of them. */
    evidence?: Evidence;
    /** Each acceptance criterion, and each error of the verification before, as its last review answered it. */
    criteria?: CriterionAnswer[];
    /** Why it is not verified, in one sentence. */
    reason?: string;
  } & Spending)[];
  /** The last run of each check; `when` says on which tree. `exitCode` is null where none was seen. */
  checks: (Pick<
    CheckResult,
    | "name"
    | "command"
    | "exitCode"
    | "outcome"
    | "runsTests"
    | "executed"
    | "passed"
    | "failed"
    | "skipped"
    | "seconds"
    | "isPartial"
    | "isUntouched"
    | "isCached"
  > & { reason?: string; when: string })[];
  iterations: number;
  /** Searches that were made before their task's turn; there only if some were wasted. */
  searchesAhead?: { made: number; wasted: number };
  calls: Record<AgentRole, number>;
  agents: Record<AgentRole, { calls: number } & Spending>;
  /** ISO 8601. */
  startedAt: string;
  endedAt?: string;
}
