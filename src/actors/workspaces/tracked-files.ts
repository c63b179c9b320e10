import { mkdir, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createEntryReader } from "../checkpoints/file-entries.js";
import { type GitOptions, git, gitLine, gitList } from "../checkpoints/git.js";
import { openTreeStore } from "../checkpoints/tree-store.js";
import { type Budget, megabytes, refusal } from "./budget.js";
import { refuseTrackedLinks } from "./leading-links.js";
import type { PathMap } from "./path-map.js";
import { removeFolder } from "./remove-folder.js";
import { sideBySide } from "./side-by-side.js";
import type { UserRepository } from "./user-repository.js";

/** The files of a tree in a copy. The index is kept out of the copy, so that no check can disturb it. */
export interface TrackedFiles {
  /** Has the objects of all that was brought in, by its alternates. */
  objects: string;
  index: string;
  /** Removes all that is not of the tree that was brought in last, but the paths to keep, relative. */
  clean(keep: ReadonlySet<string>): Promise<void>;
  /** Writes what differs from the tree that was brought in last, also what was changed since. */
  bring(tree: string, budget: Budget): Promise<void>;
}

export interface TrackedFilesOptions {
  repository: UserRepository;
  paths: PathMap;
  /** For a repository of its own, beside the copy. */
  folder: string;
  /** The objects of the repository that has the trees. */
  objects: string;
}

/** What a file takes on the disk is counted in blocks. */
const blockBytes = 4_096;
/** Of the disk, what a copy leaves free. */
const reservedBytes = 200_000_000;

export async function openTrackedFiles(options: TrackedFilesOptions): Promise<TrackedFiles> {
  const { repository, paths, folder, objects } = options;
  const { top, prefix, files } = repository;
  const store = await openTreeStore({ worktree: top, folder, objects, objectFormat: files.objectFormat });
  await mkdir(join(folder, "info"), { recursive: true });
  await writeFile(join(folder, "info", "attributes"), rawFiles);
  const readEntries = createEntryReader(top, store);
  const index = join(folder, "index");
  const environment = { ...ownConfiguration, GIT_DIR: folder, GIT_WORK_TREE: paths.root };
  const copy: GitOptions = { cwd: paths.root, env: environment };

  /** The tree in its place among the repository's other files, which are as they are now. */
  async function wholeTree(tree: string): Promise<string> {
    if (prefix === "") return tree;
    const { entries } = await readEntries(await files.list());
    const around = await store.writeTree(entries);
    const inOwnIndex = { ...copy, env: { ...environment, GIT_INDEX_FILE: join(folder, "whole-index") } };
    await git(["read-tree", around], inOwnIndex);
    await git(["read-tree", `--prefix=${prefix}/`, tree], inOwnIndex);
    return gitLine(["write-tree"], inOwnIndex);
  }

  async function lookAt(tree: string, budget: Budget): Promise<void> {
    const lines = await gitList(["ls-tree", "-r", "-l", "-z", "--full-tree", tree], copy);
    const tooLarge = lines.find((line) => line.startsWith("160000 "));
    if (tooLarge !== undefined) {
      throw refusal(
        `${tooLarge.slice(tooLarge.indexOf("\t") + 1)} is too large to be kept as it was. If no check needs it, name it in .gitignore`,
      );
    }
    let bytes = 0;
    for (const line of lines) {
      const size = Number(line.slice(0, line.indexOf("\t")).split(/ +/)[3]);
      bytes += Math.ceil(size / blockBytes) * blockBytes;
    }
    budget.spend(bytes, lines.length);
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < bytes + reservedBytes) {
      throw refusal(
        `${folder} has only ${megabytes(bavail * bsize)} left, and the files need ${megabytes(bytes)}`,
      );
    }
  }

  return {
    objects: join(folder, "objects"),
    index,
    async clean(keep) {
      const strangers = await gitList(["ls-files", "--others", "--directory", "-z"], copy);
      const removed = strangers.map((path) => path.replace(/\/$/, "")).filter((path) => !keep.has(path));
      await sideBySide([".git", ...removed], (path) => removeFolder(join(paths.root, path)));
    },
    async bring(tree, budget) {
      const whole = await wholeTree(tree);
      await lookAt(whole, budget);
      const timeoutSeconds = budget.secondsLeft();
      await git(["read-tree", "--reset", "-u", whole], { ...copy, timeoutSeconds });
      await refuseTrackedLinks(whole, copy, paths);
    },
  };
}

/** Over all that `.gitattributes` say: the trees hold the files' bytes as they are. */
const rawFiles = "* -text !eol !filter !ident !working-tree-encoding\n";

/** The user's own settings are for the user's own repository. */
const ownConfiguration = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_COUNT: "1",
  // As many as there are cores.
  GIT_CONFIG_KEY_0: "checkout.workers",
  GIT_CONFIG_VALUE_0: "0",
  GIT_ATTR_NOSYSTEM: "1",
};
