import { errorWords } from "../../contracts/error-words.js";
import { ActorError } from "../../contracts/failure.js";
import { baseFolders } from "./base-folder.js";
import { createBudget, defaultLimits, refusal, type WorkspaceLimits } from "./budget.js";
import { releaseOrphans } from "./owner-file.js";
import { openCopy, type Workspace, type WorkspaceCopy } from "./workspace-copy.js";

export type { Workspace, WorkspaceLimits };

/** Runs work on other trees than the worktree's, in a copy beside it. */
export interface Workspaces {
  /**
   * Brings the copy to the tree and runs `work` in it, when all work before has ended: ports and the like would
   * collide.
   *
   * @param tree of the run's checkpoints
   * @throws ActorError of `checks`, with a sentence of why, when there can be no copy that tells the truth
   * @throws the reason of the signal, and what the work throws
   */
  use<Result>(
    tree: string,
    signal: AbortSignal,
    work: (workspace: Workspace) => Promise<Result>,
  ): Promise<Result>;
  /** Removes the copy once the work in it has ended. */
  close(): Promise<void>;
}

export interface WorkspacesOptions {
  /** Absolute. */
  worktree: string;
  /** The run's folder, which holds `checkpoints.git`. Absolute. */
  stateFolder: string;
  limits?: Partial<WorkspaceLimits>;
}

/** One copy, made at its first use and brought from one tree to the next. Copies that killed processes left are removed. */
export function createWorkspaces({ worktree, stateFolder, limits }: WorkspacesOptions): Workspaces {
  const allLimits = { ...defaultLimits, ...limits };
  let copy: WorkspaceCopy | undefined;
  let isClosed = false;
  let last: Promise<unknown> = removeLeftWorkspaces().catch(() => undefined);

  async function bring(tree: string, signal: AbortSignal): Promise<Workspace> {
    const isUsed = copy !== undefined;
    try {
      copy ??= await openCopy(worktree, stateFolder);
      return await copy.bringTo(tree, createBudget(allLimits, signal));
    } catch (error) {
      await discard();
      signal.throwIfAborted();
      if (error instanceof ActorError && error.failure.actor === "checks") throw error;
      // What a check did to the copy may be in the way.
      if (isUsed) return bring(tree, signal);
      throw refusal(errorWords(error), error);
    }
  }

  async function discard(): Promise<void> {
    await copy?.remove();
    copy = undefined;
  }

  return {
    use(tree, signal, work) {
      const before = last;
      const turn = async () => {
        await untilAborted(before, signal);
        if (isClosed) throw refusal("The run has ended");
        const workspace = await bring(tree, signal);
        const result = await work(workspace);
        signal.throwIfAborted();
        return result;
      };
      const result = turn();
      last = Promise.allSettled([before, result]);
      return result;
    },
    async close() {
      isClosed = true;
      await last;
      await discard();
    },
  };
}

/** @throws the reason of the signal, at once */
function untilAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    void promise.then(() => {
      signal.removeEventListener("abort", abort);
      resolve();
    });
  });
}

/** Removes the copies, and what checks wrote beside the tree, whose processes are gone for certain. */
export async function removeLeftWorkspaces(): Promise<void> {
  for (const folder of await baseFolders()) await releaseOrphans(folder);
}
