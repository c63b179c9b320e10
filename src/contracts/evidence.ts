import type { Checkpoint, Deadline } from "./actor.js";
import type { Check } from "./check.js";

/** What was tried in a copy of the tree to see whether the checks look at a change. */
export interface Probe {
  /** `change taken back`, or the kind of a seeded fault: `conditional boundary`. */
  kind: string;
  /** Where the fault was seeded, relative to the worktree; absent where the whole change was taken back. */
  file?: string;
  /** 1-based. */
  line?: number;
  /** The line without and with the fault. */
  before?: string;
  after?: string;
  /** A check failed that passes without it, or none did. */
  outcome: "noticed" | "survived";
  /** Tests that noticed, or else the check, at most three. */
  by: string[];
  seconds: number;
}

/** What is known of whether the checks look at a change. */
export interface Evidence {
  probes: Probe[];
  /**
   * - `open`: there is more to try
   * - `tried`: nothing is left to try, or there was no time for more
   * - `nothing`: nothing in the change can be noticed by a check: prose, comments, a move
   * - `notTried`: nobody can tell
   */
  state: "open" | "tried" | "nothing" | "notTried";
  /** Why it was not tried, or not all of it: a part of a sentence. */
  reason?: string;
  /** What the probes took. */
  seconds: number;
}

export interface ProbeInput extends Deadline {
  taskId: string;
  attempt: number;
  /** The tree before the task. */
  checkpoint: Checkpoint;
  /** Checks that run after a change. */
  checks: Check[];
  /** Check → the list of the tests that it ran on the change. */
  tests: Record<string, string>;
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
