import { constants, type Stats } from "node:fs";
import { access, readlink } from "node:fs/promises";
import { join } from "node:path";
import type { SeenFile } from "../../contracts/checkpoints.js";
import { lookUpFiles } from "./file-stats.js";
import { type KnownEntry, lookOf, looksTheSame } from "./known-files.js";
import type { RememberedFiles } from "./remembered-files.js";
import { identityEntry, isIdentity, partBySize, type SizeLimits } from "./size-limits.js";
import type { FileEntry, TreeStore } from "./tree-store.js";

export interface ReadEntries {
  entries: Map<string, SeenFile>;
  /** Files that are there but may not be read. */
  unreadable: string[];
  /** Files that are known by their identity only, and their sizes in bytes. */
  tooLarge: Map<string, number>;
}

export type EntryReader = (paths: readonly string[]) => Promise<ReadEntries>;

export interface EntryReaderOptions {
  /** Without them, the content of every file is stored. */
  limits?: SizeLimits;
  /** Sizes of files by their last commit. */
  committedSizes?(): Promise<ReadonlyMap<string, number>>;
  /** What earlier processes and runs stored. */
  remembered?: RememberedFiles;
}

/** A file that was written this shortly before it was read may be written again and look the same. */
const racyMilliseconds = 2_000;
const attempts = 3;
const noLimits: SizeLimits = { fileBytes: Number.POSITIVE_INFINITY, allBytes: Number.POSITIVE_INFINITY };

/**
 * Reads files into the store. A file that looks as it did the last time is not read again: same device, inode, size,
 * times and mode. Paths that are gone, folders, or behind a symbolic link have no entry.
 */
export function createEntryReader(
  worktree: string,
  store: TreeStore,
  { limits = noLimits, committedSizes = async () => new Map(), remembered }: EntryReaderOptions = {},
): EntryReader {
  const known = new Map<string, KnownEntry>();

  async function read(paths: readonly string[]): Promise<ReadEntries> {
    const entries = new Map<string, SeenFile>();
    const tooLarge = new Map<string, number>();
    const links: UnreadFile[] = [];
    const changed: UnreadFile[] = [];
    let keptBytes = 0;
    await lookUpFiles(worktree, paths, (path, stats) => {
      const before = known.get(path);
      if (before && looksTheSame(before, stats)) {
        entries.set(path, before.entry);
        if (isIdentity(before.entry)) tooLarge.set(path, stats.size);
        else keptBytes += stats.size;
      } else if (stats.isSymbolicLink()) links.push({ path, stats });
      else if (stats.isFile()) changed.push({ path, stats });
    });
    const keep = ({ path, stats }: UnreadFile, { mode, blob }: FileEntry) => {
      const entry = { mode, blob, permissions: stats.mode & 0o7777, changedAt: stats.ctimeMs };
      entries.set(path, entry);
      const isSure = isIdentity(entry) || Date.now() - stats.ctimeMs > racyMilliseconds;
      if (isSure) known.set(path, { ...lookOf(stats), entry });
      else known.delete(path);
    };
    const answers = await Promise.all(changed.map(({ path }) => isReadable(join(worktree, path))));
    const readable = changed.filter((_, index) => answers[index]);
    const unreadable = changed.filter((_, index) => !answers[index]).map(({ path }) => path);
    const parts = await partBySize(readable, keptBytes, limits, committedSizes);
    for (const file of parts.tooLarge) {
      keep(file, identityEntry(file.stats, store.hash));
      tooLarge.set(file.path, file.stats.size);
    }
    const found = (await remembered?.find(parts.kept)) ?? new Map<string, string>();
    const unread = parts.kept.filter(({ path }) => !found.has(path));
    const blobs = await store.storeFiles(unread.map(({ path, stats }) => ({ path, bytes: stats.size })));
    for (const [index, { path }] of unread.entries()) found.set(path, blobs[index] ?? "");
    for (const file of parts.kept) {
      const mode = (file.stats.mode & 0o100) === 0 ? "100644" : "100755";
      keep(file, { mode, blob: found.get(file.path) ?? "" });
    }
    for (const link of links) {
      const target = await readlink(join(worktree, link.path));
      keep(link, { mode: "120000", blob: await store.storeText(target) });
    }
    await remembered?.add(unread, known);
    return { entries, unreadable, tooLarge };
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

interface UnreadFile {
  path: string;
  stats: Stats;
}

function isReadable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}
