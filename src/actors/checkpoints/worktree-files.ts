import { lstat } from "node:fs/promises";
import { join, posix, resolve } from "node:path";
import { git, gitLine, gitList } from "./git.js";

/** What git says about the files of a folder. Everything here only reads. */
export interface WorktreeFiles {
  /** The repository's own object folder, absolute. */
  objects: string;
  objectFormat: string;
  /** Tracked files and untracked ones that are not ignored, relative to the folder; some may be gone. */
  list(): Promise<string[]>;
  /** Ignored files; a folder that is ignored as a whole ends with a slash. */
  ignored(): Promise<string[]>;
}

/**
 * @param ownFolders never part of a list, relative
 * @returns nothing where there is no git, no worktree, or where the folder itself is ignored by the repository
 * around it
 */
export async function findWorktreeFiles(
  worktree: string,
  ownFolders: readonly string[],
): Promise<WorktreeFiles | undefined> {
  const options = { cwd: worktree };
  const inside = await gitLine(["rev-parse", "--is-inside-work-tree"], options).catch(() => "false");
  if (inside !== "true") return undefined;
  const prefix = await gitLine(["rev-parse", "--show-prefix"], options);
  if (prefix !== "") {
    const { exitCode } = await git(["check-ignore", "-q", "."], { ...options, answers: [1] });
    if (exitCode === 0) return undefined;
  }
  const objects = resolve(worktree, await gitLine(["rev-parse", "--git-path", "objects"], options));
  const objectFormat = await gitLine(["rev-parse", "--show-object-format"], options);
  const excluded = ["--exclude-standard", "-z"];
  return {
    objects,
    objectFormat,
    async list() {
      const paths = await gitList(["ls-files", "--cached", "--others", ...excluded], options);
      return [...new Set(paths)].filter(
        (path) => isKeepable(path) && !ownFolders.some((own) => path === own || path.startsWith(`${own}/`)),
      );
    },
    ignored: () => gitList(["ls-files", "--others", "--ignored", "--directory", ...excluded], options),
  };
}

/** A test for the paths that a list of ignored ones covers. */
export function toIgnoredTest(ignored: readonly string[]): (path: string) => boolean {
  const all = new Set(ignored);
  const known = new Map<string, boolean>();
  const isFolderIgnored = (folder: string): boolean => {
    if (folder === ".") return false;
    const isIgnored = known.get(folder) ?? (all.has(`${folder}/`) || isFolderIgnored(posix.dirname(folder)));
    known.set(folder, isIgnored);
    return isIgnored;
  };
  return (path) => all.has(path) || isFolderIgnored(posix.dirname(path));
}

/**
 * Whether every folder above the path is a real one: what lies behind a symbolic link is not the worktree's.
 * Looks every folder up once.
 */
export function createFolderTest(worktree: string): (path: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  const isFolder = (folder: string): Promise<boolean> => {
    if (folder === ".") return Promise.resolve(true);
    const isReal = known.get(folder) ?? lookUp(folder);
    known.set(folder, isReal);
    return isReal;
  };
  const lookUp = async (folder: string): Promise<boolean> => {
    if (!(await isFolder(posix.dirname(folder)))) return false;
    return lstat(join(worktree, folder)).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
  };
  return (path) => isFolder(posix.dirname(path));
}

/** Nested repositories end with a slash; a name that is not UTF-8 cannot be told in a report. */
function isKeepable(path: string): boolean {
  return !path.endsWith("/") && !path.includes("\ufffd") && !/(?:^|\/)\.git(?:\/|$)/i.test(path);
}
