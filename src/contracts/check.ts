/** When a check runs: after every change, or once on the finished tree. */
export type CheckMoment = "task" | "final";

/** A deterministic command whose exit code the plugin itself sees. */
export interface Check {
  name: string;
  /** Run by the shell in the worktree. */
  command: string;
  timeoutSeconds: number;
  when: CheckMoment;
}

/** One error that a check printed. */
export interface CheckError {
  /** The error as a person reads it: one line, at most 300 characters. */
  text: string;
  /** Equal for the same error at another line, time, path or value. */
  fingerprint: string;
  /** Relative to the worktree, where the output names one. */
  file?: string;
}

/** What one check did. */
export interface CheckResult {
  name: string;
  command: string;
  /** `null`: the check could not run, or was killed at its timeout. */
  exitCode: number | null;
  /** `passed` and `failed` ran; `timedOut` ran too long and counts as failed; `missing` could not run. */
  outcome: "passed" | "failed" | "timedOut" | "missing";
  seconds: number;
  /** The last 200 lines. */
  output: string;
  /** Empty for a check that passed. Never empty for one that failed or timed out. */
  errors: CheckError[];
}

/** What the checks actor returns. */
export interface CheckRun {
  results: CheckResult[];
  /**
   * Files that differ from the task's checkpoint, relative to the worktree, sorted.
   * `null` where the tree cannot tell (no git).
   */
  changedFiles: string[] | null;
  seconds: number;
}
