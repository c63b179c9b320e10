import type { Checkpoint, RollbackOutput } from "./actor.js";

/** When the agent could write files. */
export interface Activity {
  /** When its tools ran, in milliseconds since the epoch. */
  spans: { start: number; end: number }[];
  /** Files that its editing tools wrote, relative to the worktree or absolute. */
  files: string[];
}

/**
 * Checkpoints of the worktree. A change is a window: `open` remembers the tree before it, `close` the tree it
 * left. Only what differs between the two belongs to the change; everything else is the user's.
 */
export interface Checkpoints {
  /** The whole worktree as it is, the user's uncommitted and untracked files included; nothing is staged. */
  save(): Promise<Checkpoint>;
  /** A change that starts at `checkpoint` begins. */
  open(checkpoint: Checkpoint): Promise<void>;
  /**
   * The change that was opened last has ended, or was stopped, also in an earlier process. Without an open change
   * it does nothing.
   *
   * Without an activity, all that differs is the agent's. With one, only what its editing tools wrote, what was
   * changed while a tool ran, and what is gone: a rollback leaves the rest as it is, and keeps what someone else
   * changed after an editing tool wrote it.
   */
  close(activity?: Activity): Promise<void>;
  /** Files that differ between `checkpoint` and now, sorted, relative to the worktree; `null` without git. */
  changedFiles(checkpoint: Checkpoint): Promise<string[] | null>;
  /** Unified diff from `checkpoint` to now, at most `maxBytes` (then cut, and saying so); "" without git. */
  diff(checkpoint: Checkpoint, maxBytes?: number): Promise<string>;
  /**
   * Takes back every change opened at or since `checkpoint`: each file they changed gets its content of
   * `checkpoint` again, unless someone else changed it after the agent; such a file is kept.
   */
  rollBack(checkpoint: Checkpoint): Promise<RollbackOutput>;
}
