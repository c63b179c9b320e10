import { realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { UnseenPath } from "../../contracts/checkpoints.js";
import { whyIgnored } from "./repository-files.js";
import { isKeepable, type WorktreeFiles } from "./worktree-files.js";

/**
 * Of some paths, those whose changes no tree holds.
 *
 * @param paths relative to the worktree or absolute; a file that is not there yet counts as one that may be made
 */
export async function findUnseen(
  paths: readonly string[],
  worktree: string,
  files: WorktreeFiles,
  tooLarge: ReadonlyMap<string, number>,
): Promise<UnseenPath[]> {
  const root = await realpath(worktree);
  const unseen: UnseenPath[] = [];
  const inRepositories = new Map<string, string[]>();
  for (const path of new Set(paths)) {
    // What a tool writes is what the name leads to.
    const real = await realFile(resolve(worktree, path));
    const file = relative(root, real).replaceAll("\\", "/");
    const hidden = files.hidden().find(({ folder }) => file.startsWith(folder));
    if (file.startsWith("../") || isAbsolute(file)) {
      unseen.push({ path: real, reason: "it is outside of the worktree" });
    } else if (!isKeepable(file)) unseen.push({ path: file, reason: "it belongs to git" });
    else if (hidden) unseen.push({ path: file, reason: hidden.reason });
    else if (tooLarge.has(file)) unseen.push({ path: file, reason: "it is too large to be kept" });
    else {
      const repository = deepest(files.nested(), file);
      const inner = file.slice(repository.length);
      inRepositories.set(repository, [...(inRepositories.get(repository) ?? []), inner]);
    }
  }
  for (const [repository, inner] of inRepositories) {
    const reasons = await whyIgnored(join(worktree, repository), inner);
    for (const [path, source] of reasons) {
      unseen.push({ path: `${repository}${path}`, reason: `git ignores it (${source})` });
    }
  }
  return unseen.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function deepest(folders: readonly string[], path: string): string {
  return folders
    .filter((folder) => path.startsWith(folder))
    .reduce((longest, folder) => (folder.length > longest.length ? folder : longest), "");
}

async function realFile(path: string): Promise<string> {
  return realpath(path).catch(async () =>
    dirname(path) === path ? path : join(await realFile(dirname(path)), path.slice(dirname(path).length)),
  );
}
