import { type BigIntStats, constants } from "node:fs";
import { access, lstat, readlink } from "node:fs/promises";
import { join } from "node:path";
import type { FileEntry, TreeStore } from "./tree-store.js";
import { createFolderTest } from "./worktree-files.js";

export interface ReadEntries {
  entries: Map<string, FileEntry>;
  /** Files that are there but may not be read. */
  unreadable: string[];
}

export type EntryReader = (paths: readonly string[]) => Promise<ReadEntries>;

/** Files looked at side by side. */
const batchSize = 64;
/** A file that was written this shortly before it was read may be written again and look the same. */
const racyMilliseconds = 2_000;
const attempts = 3;

/**
 * Reads files into the store. A file that looks as it did the last time is not read again: same size, times,
 * inode and mode. Paths that are gone, folders, or behind a symbolic link have no entry.
 */
export function createEntryReader(worktree: string, store: TreeStore): EntryReader {
  const known = new Map<string, { look: string; entry: FileEntry }>();

  async function read(paths: readonly string[]): Promise<ReadEntries> {
    const isReachable = createFolderTest(worktree);
    const entries = new Map<string, FileEntry>();
    const unreadable: string[] = [];
    const unread: { path: string; stats: BigIntStats }[] = [];
    await inBatches(paths, async (path) => {
      if (!(await isReachable(path))) return;
      const stats = await lstat(join(worktree, path), { bigint: true }).catch(() => undefined);
      if (!stats || !(stats.isFile() || stats.isSymbolicLink())) return;
      const before = known.get(path);
      if (before?.look === lookOf(stats)) entries.set(path, before.entry);
      else if (stats.isSymbolicLink() || (await isReadable(join(worktree, path))))
        unread.push({ path, stats });
      else unreadable.push(path);
    });
    const files = unread.filter(({ stats }) => stats.isFile());
    const blobs = await store.storeFiles(files.map(({ path }) => path));
    const keep = (path: string, stats: BigIntStats, entry: FileEntry) => {
      entries.set(path, entry);
      if (Date.now() - Number(stats.ctimeMs) > racyMilliseconds)
        known.set(path, { look: lookOf(stats), entry });
      else known.delete(path);
    };
    for (const [index, { path, stats }] of files.entries()) {
      const mode = (stats.mode & 0o100n) === 0n ? "100644" : "100755";
      keep(path, stats, { mode, blob: blobs[index] ?? "" });
    }
    for (const { path, stats } of unread.filter(({ stats }) => stats.isSymbolicLink())) {
      const target = await readlink(join(worktree, path));
      keep(path, stats, { mode: "120000", blob: await store.storeText(target) });
    }
    return { entries, unreadable };
  }

  return async (paths) => {
    // A file may go between the look and the read: the next look tells.
    for (let attempt = 1; ; attempt++) {
      try {
        return await read(paths);
      } catch (error) {
        if (attempt === attempts) throw error;
      }
    }
  };
}

function lookOf({ size, mtimeNs, ctimeNs, ino, mode }: BigIntStats): string {
  return `${size} ${mtimeNs} ${ctimeNs} ${ino} ${mode}`;
}

function isReadable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}

async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += batchSize) {
    await Promise.all(items.slice(start, start + batchSize).map(work));
  }
}
