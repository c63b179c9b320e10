import { readdir, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readLockFile } from "./lock-file.js";
import { findRunsPlaces, olderName } from "./runs-place.js";

const remains = /^(?:\.gitignore|lock\.json(?:\..+)?)$/;

/** Removes what is left in the worktree of a version that kept its runs there, once no run is there. */
export async function removeOlderFolder(project: string): Promise<void> {
  const { others } = findRunsPlaces(project);
  const folders = others.flatMap(({ folder, lockFile }) => [folder, dirname(lockFile)]);
  const older = new Set(folders.filter((folder) => folder.endsWith(olderName)));
  await Promise.all([...older].map((folder) => removeRemains(folder).catch(() => undefined)));
}

async function removeRemains(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (!names.every((name) => remains.test(name))) return;
  const lock = await readLockFile(join(folder, "lock.json"));
  if (lock && !lock.isStale) return;
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
  await rmdir(folder);
  await rmdir(dirname(folder));
}
