import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { type ChangeLog, readChangeLog } from "../actors/checkpoints/change-log.js";
import { git, gitList } from "../actors/checkpoints/git.js";
import { putFile } from "../actors/checkpoints/restore-file.js";
import { isDone, tasksOf } from "../machine/task-queue.js";
import type { StoredRun } from "./stored-run.js";

/**
 * Puts files back that finished tasks made, that are not committed, and that are gone since the run's last tree:
 * `git clean` and `git stash -u` take them, and without them their tasks are not done. To be called before the
 * change that was under way is judged.
 *
 * @returns their paths
 * @throws ActorError of `checkpoint` when git or the change log fails
 */
export async function putBackLostFiles({ folder, state }: StoredRun, worktree: string): Promise<string[]> {
  const finished = tasksOf(state.context.queue).filter(isDone);
  const paths = [...new Set(finished.flatMap(({ changedFiles }) => changedFiles))];
  const missing = await filtered(paths, (path) => isMissing(join(worktree, path)));
  if (missing.length === 0) return [];
  const tree = lastTree(await readChangeLog(join(folder, "checkpoints.json")));
  if (tree === undefined) return [];
  const known = new Set(await gitList(["ls-files", "-z", "--cached"], { cwd: worktree }));
  const store = { cwd: worktree, env: { GIT_DIR: join(folder, "checkpoints.git") } };
  const entries = await gitList(["ls-tree", "-r", "-z", "--full-tree", tree], store);
  const lost = entries.map(parse).filter(({ path }) => missing.includes(path) && !known.has(path));
  return (
    await filtered(lost, async ({ path, mode, blob }) => {
      const { stdout: content } = await git(["cat-file", "blob", blob], store);
      return putFile(worktree, path, { mode, content }, join(folder, "staging"));
    })
  ).map(({ path }) => path);
}

function lastTree({ saves, windows }: ChangeLog): string | undefined {
  const seen = [
    ...Object.entries(saves).map(([tree, { at }]) => ({ tree, at })),
    ...windows.map(({ openedAt, before, closed }) => closed ?? { tree: before.tree, at: openedAt }),
  ];
  return seen.sort((one, other) => other.at - one.at)[0]?.tree;
}

/** A line is `MODE blob BLOB<tab>PATH`. */
function parse(line: string) {
  const tab = line.indexOf("\t");
  const [mode = "", , blob = ""] = line.slice(0, tab).split(" ");
  return { mode, blob, path: line.slice(tab + 1) };
}

async function isMissing(file: string): Promise<boolean> {
  return lstat(file).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === "ENOENT",
  );
}

async function filtered<Item>(items: Item[], test: (item: Item) => Promise<boolean>): Promise<Item[]> {
  const kept: Item[] = [];
  for (const item of items) if (await test(item)) kept.push(item);
  return kept;
}
