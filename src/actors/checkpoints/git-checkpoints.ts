import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Checkpoints } from "../../contracts/checkpoints.js";
import { errorWords } from "../../contracts/error-words.js";
import { ActorError } from "../../contracts/failure.js";
import { readChangeLog } from "./change-log.js";
import { failureText } from "./git-failure.js";
import { findGitTrouble } from "./git-trouble.js";
import { troubleSentence } from "./limit-sentences.js";
import { createRememberedFiles } from "./remembered-files.js";
import { defaultSizeLimits, type SizeLimits } from "./size-limits.js";
import { createTreeCheckpoints } from "./tree-checkpoints.js";
import { openTreeStore } from "./tree-store.js";
import { findWorktreeFiles } from "./worktree-files.js";

export interface GitCheckpointsOptions {
  /** Absolute; may be a folder inside a repository, then only that folder matters. */
  worktree: string;
  /** Absolute. Holds the checkpoints' own git repository and `checkpoints.json`, and outlives the process. */
  stateFolder: string;
  limits?: SizeLimits;
}

/**
 * Checkpoints by git, in a repository of their own in `stateFolder`: the user's index, refs, objects and
 * settings are only read. Files are stored raw, so bytes come back as they were whatever `.gitattributes`,
 * `core.autocrlf` or LFS say; of the permissions only the executable bit is kept.
 *
 * The files of submodules and other repositories inside the worktree are part of a checkpoint; their own `.git` is
 * only read. Not part of it: ignored files, empty folders, names that are not UTF-8, files that may not be read, and
 * the orchestrator's own folder. Of files that are too large, only that they changed is known.
 *
 * Without git, outside a worktree, where git refuses to work, and in a folder that its repository ignores, nothing is
 * saved or restored, and `limits` says why.
 *
 * @throws ActorError of `checkpoint`, also from every method, when git or the state folder fails
 */
export async function createGitCheckpoints({
  worktree,
  stateFolder,
  limits = defaultSizeLimits,
}: GitCheckpointsOptions): Promise<Checkpoints> {
  const ownFolders = [".opencode/orchestrator", relative(worktree, stateFolder).replaceAll("\\", "/")];
  const files = await findWorktreeFiles(worktree, ownFolders);
  const logFile = join(stateFolder, "checkpoints.json");
  if (!files) return withoutGit(worktree, logFile);
  await mkdir(stateFolder, { recursive: true }).catch(toActorError);
  const log = await readChangeLog(logFile);
  const folder = join(stateFolder, "checkpoints.git");
  const store = await openTreeStore({ worktree, folder, ...files }).catch(toActorError);
  const [lookFile, staging] = [join(stateFolder, "look.json"), join(stateFolder, "staging")];
  await rm(staging, { recursive: true, force: true }).catch(toActorError);
  const remembered = createRememberedFiles(stateFolder, worktree, store);
  const reader = { limits, remembered, committedSizes: files.committedSizes };
  return inTurn(createTreeCheckpoints({ worktree, files, store, log, logFile, lookFile, staging, reader }));
}

/** A run that has checkpoints must not go on as if it had none. */
async function withoutGit(worktree: string, logFile: string): Promise<Checkpoints> {
  const trouble = await findGitTrouble(worktree);
  if (trouble?.isFailure && existsSync(logFile)) {
    const message = `git does not work in ${worktree}: ${failureText(trouble)}`;
    throw new ActorError({ kind: "tool", actor: "checkpoint", message, retryable: false });
  }
  return { ...noCheckpoints, limits: async () => (trouble ? [troubleSentence(trouble)] : []) };
}

const noCheckpoints: Omit<Checkpoints, "limits"> = {
  save: async () => ({ tree: null }),
  open: async () => undefined,
  close: async () => undefined,
  changedFiles: async () => null,
  diff: async () => "",
  rollBack: async () => ({ restored: [], kept: [] }),
  look: async () => ({ entries: new Map() }),
  unsettled: async () => undefined,
  settle: async (look) => ({ written: [], putBack: [], overwritten: new Map(), look }),
  fileAt: async () => undefined,
  unseen: async () => [],
};

/** The same methods, each called only when the one called before it has ended. */
function inTurn(methods: Checkpoints): Checkpoints {
  let last: Promise<unknown> = Promise.resolve();
  const queued = <Arguments extends unknown[], Result>(method: (...values: Arguments) => Promise<Result>) => {
    return (...values: Arguments): Promise<Result> => {
      const result = last.then(() => method(...values)).catch(toActorError);
      last = result.catch(() => undefined);
      return result;
    };
  };
  return {
    save: queued(methods.save),
    open: queued(methods.open),
    close: queued(methods.close),
    changedFiles: queued(methods.changedFiles),
    diff: queued(methods.diff),
    rollBack: queued(methods.rollBack),
    look: queued(methods.look),
    unsettled: queued(methods.unsettled),
    settle: queued(methods.settle),
    fileAt: queued(methods.fileAt),
    unseen: queued(methods.unseen),
    limits: queued(methods.limits),
  };
}

function toActorError(error: unknown): never {
  if (error instanceof ActorError) throw error;
  const message = `The checkpoints could not do their work: ${errorWords(error)}`;
  throw new ActorError({ kind: "tool", actor: "checkpoint", message }, { cause: error });
}
