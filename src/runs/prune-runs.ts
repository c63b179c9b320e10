import { readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { hasEnded, runFiles } from "./run-folder.js";

/**
 * Removes the folders of the oldest runs that have ended, so that `keep` of these are left. A run that has not ended
 * is never removed, nor counted.
 *
 * @param folders of runs, whose names sort by their time
 * @returns the folders that were removed
 * @throws an error of the file system when a folder cannot be removed
 */
export async function pruneRuns(folders: readonly string[], keep: number): Promise<string[]> {
  const newestFirst = [...folders].sort((one, other) => (basename(one) < basename(other) ? 1 : -1));
  const answers = await Promise.all(newestFirst.map(hasEnded));
  const pruned = newestFirst.filter((_, index) => answers[index]).slice(Math.max(0, keep));
  for (const folder of pruned) await removeRun(folder);
  return pruned;
}

/** The report goes last: a folder that a crash left half removed must not look like a run that can be resumed. */
async function removeRun(folder: string): Promise<void> {
  const report = basename(runFiles(folder).report);
  for (const name of await readdir(folder)) {
    if (name !== report) await rm(join(folder, name), { recursive: true, force: true });
  }
  await rm(folder, { recursive: true, force: true });
}
