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
  /** How many tests noticed; absent where only a check as a whole says so. */
  tests?: number;
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
