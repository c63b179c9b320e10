import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";

/** The git worktree that a folder is in. */
export interface GitFolder {
  /** The worktree's root. */
  top: string;
  /** What git keeps for this worktree alone: `.git`, or where the file `.git` leads. */
  gitFolder: string;
}

/**
 * As git finds it from a folder, whatever the environment says: hooks set `GIT_DIR` for another purpose. Read from
 * the disk, so that it is the same where git is not installed.
 *
 * @param folder absolute, without symbolic links
 */
export function findGitFolder(folder: string): GitFolder | undefined {
  const link = join(folder, ".git");
  const gitFolder = gitFolderAt(link);
  if (gitFolder !== undefined) return { top: folder, gitFolder };
  return dirname(folder) === folder ? undefined : findGitFolder(dirname(folder));
}

/** Whether no other worktree uses the folder, and no tool that works in the worktree sees it. */
export function isOwnAndHidden({ top, gitFolder }: GitFolder): boolean {
  const inside = relative(top, gitFolder);
  const isHidden = inside === ".git" || inside.startsWith("..") || isAbsolute(inside);
  return isHidden && !isSharedByCopy(join(top, ".git"), gitFolder);
}

/** A linked worktree that was copied has the same file `.git`, and so leads to the first one's folder. */
function isSharedByCopy(link: string, gitFolder: string): boolean {
  const back = textOf(join(gitFolder, "gitdir"));
  if (back === undefined || !existsSync(resolve(gitFolder, back))) return false;
  return realpathSync(resolve(gitFolder, back)) !== realpathSync(link);
}

function gitFolderAt(link: string): string | undefined {
  const stats = statSync(link, { throwIfNoEntry: false });
  const target = stats?.isFile() ? /^gitdir: (.+)$/.exec(textOf(link) ?? "")?.[1] : ".";
  if (!stats || target === undefined) return undefined;
  const gitFolder = stats.isFile() ? resolve(dirname(link), target) : link;
  return existsSync(join(gitFolder, "HEAD")) ? realpathSync(gitFolder) : undefined;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trimEnd();
  } catch {
    return undefined;
  }
}
