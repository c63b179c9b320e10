import { lstat, realpath } from "node:fs/promises";
import { join, posix, relative, resolve } from "node:path";
import { gitLine } from "./git.js";
import { findGitTrouble } from "./git-trouble.js";
import { type HiddenFolder, listFiles, listIgnored, objectsOf, sizesInCommit } from "./repository-files.js";

/** What git says about the files of a folder. Everything here only reads. */
export interface WorktreeFiles {
  /** The repository's own object folder, absolute. */
  objects: string;
  objectFormat: string;
  /**
   * Tracked files and untracked ones that are not ignored, relative to the folder, also those of repositories inside;
   * some may be gone.
   */
  list(): Promise<string[]>;
  /** Ignored files; a folder that is ignored as a whole ends with a slash. */
  ignored(): Promise<string[]>;
  /** The folders of repositories inside, as they were listed last; each ends with a slash. */
  nested(): readonly string[];
  /** Folders whose files were not listed the last time. */
  hidden(): readonly HiddenFolder[];
  /** Sizes of files by the last commit; none before it. */
  committedSizes(): Promise<ReadonlyMap<string, number>>;
  /** Object folders that the repositories inside keep in this one's own `.git`. */
  nestedObjects(): Promise<string[]>;
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
  if (await findGitTrouble(worktree)) return undefined;
  const { objects, format: objectFormat } = await objectsOf(worktree);
  let [nested, hidden]: [string[], HiddenFolder[]] = [[], []];
  const known = new Map<string, Promise<string | undefined>>();

  /** What lies in the worktree itself may be deleted with it. */
  async function keptObjects(folder: string): Promise<string | undefined> {
    const common = resolve(worktree, await gitLine(["rev-parse", "--git-common-dir"], options));
    const inner = await objectsOf(join(worktree, folder));
    const path = relative(await realpath(common), await realpath(inner.objects));
    return inner.format === objectFormat && path !== "objects" && !path.startsWith("..")
      ? inner.objects
      : undefined;
  }

  return {
    objects,
    objectFormat,
    async list() {
      const files = await listFiles(worktree);
      ({ nested, hidden } = files);
      return files.paths.filter(
        (path) => isKeepable(path) && !ownFolders.some((own) => path === own || path.startsWith(`${own}/`)),
      );
    },
    ignored: () => listIgnored(worktree, nested),
    nested: () => nested,
    hidden: () => hidden,
    committedSizes: () => sizesInCommit(worktree).catch(() => new Map()),
    async nestedObjects() {
      for (const folder of nested) {
        if (!known.has(folder))
          known.set(
            folder,
            keptObjects(folder).catch(() => undefined),
          );
      }
      const all = await Promise.all(nested.map((folder) => known.get(folder)));
      return all.filter((path) => path !== undefined);
    },
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

/** A name that is not UTF-8 cannot be told in a report. */
export function isKeepable(path: string): boolean {
  return !path.endsWith("/") && !path.includes("\ufffd") && !/(?:^|\/)\.git(?:\/|$)/i.test(path);
}
