import type { AgentRole } from "./agent.js";

export type RunStatus = "verified" | "unverified" | "needs-user" | "paused" | "stopped" | "failed";

/** `.opencode/orchestrator/<run id>/report.json`: written at every rest of a run. */
export interface Report {
  version: 1;
  run: string;
  session: string;
  command: string;
  request: string;
  status: RunStatus;
  /** Why it is not verified, or what is asked. */
  reason?: string;
  tasks: {
    id: string;
    title: string;
    status: "verified" | "unverified" | "skipped" | "blocked" | "pending" | "active";
    attempts: number;
    /** Files that really changed. */
    files: string[];
    errors: string[];
  }[];
  /** The last run of each check; `when` says on which tree. `exitCode` is null where none was seen. */
  checks: { name: string; command: string; exitCode: number | null; seconds: number; when: string }[];
  iterations: number;
  calls: Record<AgentRole, number>;
  tokens: { input: number; output: number; reasoning: number; cacheRead: number; cacheWrite: number };
  /** US dollars. */
  cost: number;
  /** ISO 8601. */
  startedAt: string;
  endedAt?: string;
}
