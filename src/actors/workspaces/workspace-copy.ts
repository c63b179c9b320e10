import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { baseFolder } from "./base-folder.js";
import type { Budget } from "./budget.js";
import { makeCopiedRepository } from "./copied-repository.js";
import { copyEnvironment } from "./environment.js";
import { findIgnored } from "./ignored/bring-ignored.js";
import { refuseEditableInstall } from "./outer-python.js";
import { claimFolder, releaseFolder } from "./owner-file.js";
import { createPathMap } from "./path-map.js";
import { openTrackedFiles } from "./tracked-files.js";
import { openUserRepository, type UserRepository } from "./user-repository.js";

/** Where a check runs on another tree than the worktree's. */
export interface Workspace {
  /** What the worktree is in the copy, absolute. */
  folder: string;
  /** What the check's environment has otherwise than this process's; `undefined`: not set. */
  env: NodeJS.ProcessEnv;
  /** Ignored files and folders of the repository that are not in the copy, relative to its root. */
  leftOut: string[];
}

export interface WorkspaceCopy {
  /** Whatever was done in the copy before is gone then. */
  bringTo(tree: string, budget: Budget): Promise<Workspace>;
  remove(): Promise<void>;
}

/** A copy without any file yet. @throws ActorError of `checks` */
export async function openCopy(worktree: string, stateFolder: string): Promise<WorkspaceCopy> {
  const repository = await openUserRepository(worktree, stateFolder);
  const own = join(await baseFolder(repository.top), randomBytes(6).toString("hex"));
  await claimFolder(own);
  try {
    return await makeCopy(repository, own, join(stateFolder, "checkpoints.git", "objects"));
  } catch (error) {
    await releaseFolder(own);
    throw error;
  }
}

async function makeCopy(repository: UserRepository, own: string, objects: string): Promise<WorkspaceCopy> {
  const { top, spelling, prefix } = repository;
  // Some tools take a project's name from its folder.
  const paths = createPathMap(top, [spelling], join(own, basename(top) || "project"));
  await mkdir(own, { mode: 0o700 });
  await mkdir(paths.root);
  const tracked = await openTrackedFiles({ repository, paths, folder: `${paths.root}.control`, objects });
  return {
    async bringTo(tree, budget) {
      const ignored = await findIgnored(repository);
      await tracked.clean(ignored.kept);
      await tracked.bring(tree, budget);
      const leftOut = await ignored.bring({ paths, budget });
      await makeCopiedRepository({ top, root: paths.root, objects: tracked.objects, index: tracked.index });
      const folder = join(paths.root, prefix);
      const env = await copyEnvironment(paths, folder);
      await refuseEditableInstall(paths, folder, env);
      budget.spend(0, 0);
      return { folder, env, leftOut };
    },
    remove: () => releaseFolder(own),
  };
}
