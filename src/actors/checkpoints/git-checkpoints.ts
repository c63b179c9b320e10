import { mkdir } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Checkpoints } from "../../contracts/checkpoints.js";
import { errorWords } from "../../contracts/error-words.js";
import { ActorError } from "../../contracts/failure.js";
import { readChangeLog } from "./change-log.js";
import { createTreeCheckpoints } from "./tree-checkpoints.js";
import { openTreeStore } from "./tree-store.js";
import { findWorktreeFiles } from "./worktree-files.js";

export interface GitCheckpointsOptions {
  /** Absolute; may be a folder inside a repository, then only that folder matters. */
  worktree: string;
  /** Absolute. Holds the checkpoints' own git repository and `checkpoints.json`, and outlives the process. */
  stateFolder: string;
}

/**
 * Checkpoints by git, in a repository of their own in `stateFolder`: the user's index, refs, objects and
 * settings are only read. Files are stored raw, so bytes come back as they were whatever `.gitattributes`,
 * `core.autocrlf` or LFS say; of the permissions only the executable bit is kept.
 *
 * Not part of a checkpoint: ignored files, submodules and other repositories inside the worktree, empty folders,
 * names that are not UTF-8, files that may not be read, and the orchestrator's own folder.
 *
 * Without git, outside a worktree, and in a folder that its repository ignores, nothing is saved or restored.
 *
 * @throws ActorError of `checkpoint`, also from every method, when git or the state folder fails
 */
export async function createGitCheckpoints({
  worktree,
  stateFolder,
}: GitCheckpointsOptions): Promise<Checkpoints> {
  const ownFolders = [".opencode/orchestrator", relative(worktree, stateFolder).replaceAll("\\", "/")];
  const files = await findWorktreeFiles(worktree, ownFolders);
  if (!files) return noCheckpoints;
  await mkdir(stateFolder, { recursive: true }).catch(toActorError);
  const logFile = join(stateFolder, "checkpoints.json");
  const log = await readChangeLog(logFile);
  const folder = join(stateFolder, "checkpoints.git");
  const store = await openTreeStore({ worktree, folder, ...files }).catch(toActorError);
  const [lookFile, staging] = [join(stateFolder, "look.json"), join(stateFolder, "staging")];
  return inTurn(createTreeCheckpoints({ worktree, files, store, log, logFile, lookFile, staging }));
}

const noCheckpoints: Checkpoints = {
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
  };
}

function toActorError(error: unknown): never {
  if (error instanceof ActorError) throw error;
  const message = `The checkpoints could not do their work: ${errorWords(error)}`;
  throw new ActorError({ kind: "tool", actor: "checkpoint", message }, { cause: error });
}
