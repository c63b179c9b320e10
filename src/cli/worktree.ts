import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The git worktree that a folder is in, else the folder itself. */
export function worktreeOf(folder: string): string {
  return findWorktree(folder) ?? folder;
}

/** The git worktree that a folder is in. */
export function findWorktree(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  return dirname(folder) === folder ? undefined : findWorktree(dirname(folder));
}
