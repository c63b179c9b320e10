import { type BigIntStats, constants, lstat } from "node:fs";
import { access, readlink } from "node:fs/promises";
import { join, posix } from "node:path";
import type { SeenFile } from "../../contracts/checkpoints.js";
import type { FileEntry, TreeStore } from "./tree-store.js";
import { createFolderTest } from "./worktree-files.js";

export interface ReadEntries {
  entries: Map<string, SeenFile>;
  /** Files that are there but may not be read. */
  unreadable: string[];
}

export type EntryReader = (paths: readonly string[]) => Promise<ReadEntries>;

/** Files looked at side by side. */
const batchSize = 256;
/** A file that was written this shortly before it was read may be written again and look the same. */
const racyMilliseconds = 2_000;
const attempts = 3;

/**
 * Reads files into the store. A file that looks as it did the last time is not read again: same size, times,
 * inode and mode. Paths that are gone, folders, or behind a symbolic link have no entry.
 */
export function createEntryReader(worktree: string, store: TreeStore): EntryReader {
  const known = new Map<string, { look: string; entry: SeenFile }>();

  async function read(paths: readonly string[]): Promise<ReadEntries> {
    const entries = new Map<string, SeenFile>();
    const unreadable: string[] = [];
    const files: FoundFile[] = [];
    const links: FoundFile[] = [];
    const changed: FoundFile[] = [];
    for (const file of await lookUp(worktree, paths)) {
      const before = known.get(file.path);
      if (before?.look === lookOf(file.stats)) entries.set(file.path, before.entry);
      else if (file.stats.isSymbolicLink()) links.push(file);
      else if (file.stats.isFile()) changed.push(file);
    }
    const readable = await Promise.all(changed.map(({ path }) => isReadable(join(worktree, path))));
    for (const [index, file] of changed.entries()) {
      if (readable[index]) files.push(file);
      else unreadable.push(file.path);
    }
    const blobs = await store.storeFiles(files.map(({ path }) => path));
    const keep = (path: string, stats: BigIntStats, { mode, blob }: FileEntry) => {
      const [permissions, changedAt] = [Number(stats.mode & 0o7777n), Number(stats.ctimeNs) / 1e6];
      const entry = { mode, blob, permissions, changedAt };
      entries.set(path, entry);
      if (Date.now() - Number(stats.ctimeMs) > racyMilliseconds)
        known.set(path, { look: lookOf(stats), entry });
      else known.delete(path);
    };
    for (const [index, { path, stats }] of files.entries()) {
      const mode = (stats.mode & 0o100n) === 0n ? "100644" : "100755";
      keep(path, stats, { mode, blob: blobs[index] ?? "" });
    }
    for (const { path, stats } of links) {
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

interface FoundFile {
  path: string;
  stats: BigIntStats;
}

async function lookUp(worktree: string, paths: readonly string[]): Promise<FoundFile[]> {
  const isReachable = createFolderTest(worktree);
  const folders = new Map(paths.map((path) => [posix.dirname(path), path]));
  for (const [folder, path] of folders) if (!(await isReachable(path))) folders.delete(folder);
  const reachable = paths.filter((path) => folders.has(posix.dirname(path)));
  const found: FoundFile[] = [];
  for (let start = 0; start < reachable.length; start += batchSize)
    found.push(...(await statAll(worktree, reachable.slice(start, start + batchSize))));
  return found;
}

/** By callbacks: a promise for each of 20,000 files takes as long again as their looks. */
function statAll(worktree: string, paths: readonly string[]): Promise<FoundFile[]> {
  return new Promise((resolve) => {
    const found: (FoundFile | undefined)[] = [];
    let left = paths.length;
    for (const [index, path] of paths.entries()) {
      lstat(join(worktree, path), { bigint: true }, (error, stats) => {
        found[index] = error ? undefined : { path, stats };
        if (--left === 0) resolve(found.filter((file) => file !== undefined));
      });
    }
  });
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
