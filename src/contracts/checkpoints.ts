import type { Checkpoint, RollbackOutput } from "./actor.js";

/** When the agent could write files. */
export interface Activity {
  /** When its tools ran that can write, in milliseconds since the epoch. */
  spans: ActivitySpan[];
  /** Files that its editing tools wrote, relative to the worktree or absolute. */
  files: string[];
}

export interface ActivitySpan {
  start: number;
  end: number;
  /** Its tool writes nothing but the files that are named in the activity: what else changed is someone else's. */
  namedOnly?: boolean;
}

/** A file as a look found it. */
export interface SeenFile {
  /** As a git tree has it: `100644`, `100755` (executable) or `120000` (symbolic link). */
  mode: string;
  /** Its content in the checkpoints' own repository. */
  blob: string;
  /** All of its permission bits. */
  permissions: number;
  /** When its content, name or permissions changed last (ctime), in milliseconds by the file system's clock. */
  changedAt: number;
}

/**
 * Whether a check wrote a file, and not someone else while it ran.
 *
 * @param changedAt when the file was changed last (ctime), by the file system's clock; absent where it is gone
 */
export type WriterTest = (path: string, changedAt: number | undefined) => boolean;

/** The worktree's files at one moment, by their paths relative to the worktree. */
export interface Look {
  entries: ReadonlyMap<string, SeenFile>;
}

/** A path whose changes are not seen, or cannot be taken back. */
export interface UnseenPath {
  /** Relative to the worktree; absolute outside of it. */
  path: string;
  /** A part of a sentence: "git ignores it (.gitignore:3)". */
  reason: string;
}

/** What a check wrote. Paths are relative to the worktree, sorted. */
export interface Settled {
  /** All that differs since the look before the check. */
  written: string[];
  /** Those of them that have their bytes and permissions of before again. */
  putBack: string[];
  /** The blobs of what was put back over, by path, in the checkpoints' own repository. */
  overwritten: ReadonlyMap<string, string>;
  /** The worktree as it is now: the look before the next check. */
  look: Look;
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
  /**
   * Files that the changes since `checkpoint` changed and that still differ, sorted, relative to the worktree; `null`
   * without git. What happened outside of a change is nobody's.
   */
  changedFiles(checkpoint: Checkpoint): Promise<string[] | null>;
  /**
   * Unified diff of the changes since `checkpoint`, "" without git. More than `maxBytes`: each file gets its share,
   * sources first, and the end names what is cut or left out. The end also names changes that cannot be shown.
   */
  diff(checkpoint: Checkpoint, maxBytes?: number): Promise<string>;
  /**
   * Takes back every change opened at or since `checkpoint`: each file they changed gets its content of
   * `checkpoint` again, unless someone else changed it after the agent; such a file is kept.
   */
  rollBack(checkpoint: Checkpoint): Promise<RollbackOutput>;
  /**
   * The worktree as it is before a check runs. Its contents are stored, and it is kept until `settle`, `save`,
   * `open` or `rollBack`, for after a crash. Empty without git.
   */
  look(): Promise<Look>;
  /** The look before a check that a crash cut off, in a new process: to be settled before anything else. */
  unsettled(): Promise<Look | undefined>;
  /**
   * A check that began after `before` has ended. What differs is nobody's change: it is not told as changed, is
   * no part of a diff, and is not rolled back, but a file that an agent changed stays the agent's.
   *
   * A file that was there before gets its bytes and permissions of before again where `isWrittenByCheck` says so,
   * unless a check of this run made it. New files stay, and so does what someone else saved meanwhile.
   */
  settle(before: Look, isWrittenByCheck: WriterTest): Promise<Settled>;
  /**
   * The text of a file of `checkpoint`, its first megabyte; `undefined` where the checkpoint has no such file, and
   * without git. A symbolic link has no text.
   */
  fileAt(checkpoint: Checkpoint, path: string): Promise<string | undefined>;
  /**
   * Of some paths, those whose changes are not seen, or cannot be taken back: ignored files, files outside of the
   * worktree, in repositories that git does not read, or too large to be kept. As of the last look at the whole
   * worktree. Empty without git.
   */
  unseen(paths: readonly string[]): Promise<UnseenPath[]>;
  /**
   * What the checkpoints cannot do in this worktree, for the user: a sentence each, in git's own words and with the
   * command that fixes it where git is the reason. Empty where all of it is kept.
   */
  limits(): Promise<string[]>;
}
