import type { RollbackOutput } from "../../contracts/actor.js";
import type { EntryReader } from "./file-entries.js";
import { isSameEntry, type OwnedFile } from "./owned-files.js";
import { putFile, removeFile } from "./restore-file.js";
import { isIdentity } from "./size-limits.js";
import type { TreeStore } from "./tree-store.js";

export interface TakeBackOptions {
  worktree: string;
  staging: string;
  store: TreeStore;
  readEntries: EntryReader;
}

/** Gives files the content they had before the changes. Doing it again after a crash in it is safe. */
export async function takeBack(
  owned: readonly Pick<OwnedFile, "path" | "target" | "left" | "isShared">[],
  { worktree, staging, store, readEntries }: TakeBackOptions,
): Promise<RollbackOutput> {
  const { entries } = await readEntries(owned.map(({ path }) => path));
  const changed = owned.filter(({ path, target }) => !isSameEntry(entries.get(path), target));
  const isOurs = ({ path, left, isShared }: (typeof owned)[number]) =>
    !isShared && isSameEntry(entries.get(path), left);
  const kept = changed.filter((file) => !isOurs(file)).map(({ path }) => path);
  const ours = changed.filter(isOurs);
  // Removed first: a file may stand where the folder of another was.
  for (const { path } of ours.filter(({ target }) => !target)) await removeFile(worktree, path);
  for (const { path, target } of ours) {
    if (!target) continue;
    if (isIdentity(target)) {
      kept.push(path);
      continue;
    }
    const { mode, blob, permissions } = target;
    const content = { mode, content: await store.read(blob), permissions };
    if (!(await putFile(worktree, path, content, staging))) kept.push(path);
  }
  const restored = ours.map(({ path }) => path).filter((path) => !kept.includes(path));
  return { restored: restored.sort(), kept: kept.sort() };
}
