/** When a check runs: after every change, or once on the finished tree. */
export type CheckMoment = "task" | "final";

/** A deterministic command whose exit code the plugin itself sees. */
export interface Check {
  name: string;
  /** Run by the shell in the worktree. */
  command: string;
  timeoutSeconds: number;
  when: CheckMoment;
  /** Where the command leaves its results, a path or a glob relative to the worktree. Their format is told by content. */
  results?: string | undefined;
  /** The package that it is about, a folder relative to the worktree: a change that does not affect it does not run it. */
  folder?: string | undefined;
  /** Nothing else runs beside it. */
  exclusive?: boolean | undefined;
}

/** One error that a check printed. */
export interface CheckError {
  /** The error as a person reads it: one line, at most 300 characters. */
  text: string;
  /** Equal for the same error at another line, time, path or value. */
  fingerprint: string;
  /** Relative to the worktree, where the output names one. */
  file?: string;
  /** The name of the test that failed, where the error is one. */
  test?: string;
}

/** How many tests a check ran. Each is `null` where only the exit code is known. */
export interface TestCounts {
  /** Those that passed and those that failed. */
  executed: number | null;
  passed: number | null;
  failed: number | null;
  skipped: number | null;
}

/**
 * - `passed`: it ended with exit code 0 and ran something
 * - `failed`: it ran and found errors
 * - `timedOut`: it was killed at its timeout
 * - `couldNotRun`: a tool or a dependency is missing, a configuration does not load, or it was killed
 * - `ranNothing`: it ended, but executed no test, or its tool found nothing to do
 * - `cannotTell`: it failed before the mission and fails now, and nobody can tell whether one of its errors is new;
 *   or its exit code is not its own
 */
export type CheckOutcome = "passed" | "failed" | "timedOut" | "couldNotRun" | "ranNothing" | "cannotTell";

/** What one check did. */
export interface CheckResult extends TestCounts {
  name: string;
  command: string;
  /** `null`: the check could not run, or was killed. */
  exitCode: number | null;
  outcome: CheckOutcome;
  /** Why it has neither passed nor failed: a part of a sentence, like `the tool jest is missing`. */
  reason?: string;
  /** Whether it runs tests, as its name, its command or its output says. */
  runsTests: boolean;
  /** The mission itself brought it. */
  isNew?: true;
  /** A part of it ran: the packages that the change affects, or, where it failed, the tests that are related to it. */
  isPartial?: true;
  /** Nothing that it is about was changed. */
  isUntouched?: true;
  /** It is the result of a run before, on the same tree. */
  isCached?: true;
  seconds: number;
  /** The last 200 lines. */
  output: string;
  /** Empty for a check that passed, never empty for one that failed, timed out, could not run or ran nothing. */
  errors: CheckError[];
  /**
   * Every line of a failed check's output, where not all of its errors could be read: compared as a whole with
   * those of the baseline.
   */
  lines?: CheckError[];
  /** Files of the project that it rewrote, as they are again. Told the first time only. */
  putBack?: string[];
  /** Where the list of its tests is kept, a file in the run's folder; absent where they have no names. */
  tests?: string;
}

/** Something that a change took away from the checks: a test that is gone or skipped, a changed test, script or configuration. */
export interface Weakening {
  /** One line, at most 300 characters. */
  text: string;
  fingerprint: string;
  /** The changed files that can have done it. A task that names one of them may do it where the reviewer agrees. */
  files: string[];
}

/** What the checks actor returns. */
export interface CheckRun {
  results: CheckResult[];
  /** What stands against the change although every check may pass. */
  weakenings: Weakening[];
  /**
   * Files that differ from the task's checkpoint, relative to the worktree, sorted.
   * `null` where the tree cannot tell (no git).
   */
  changedFiles: string[] | null;
  seconds: number;
}
