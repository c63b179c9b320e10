import { constants, type Stats } from "node:fs";
import { access, readlink } from "node:fs/promises";
import { join } from "node:path";
import type { SeenFile } from "../../contracts/checkpoints.js";
import { lookUpFiles } from "./file-stats.js";
import type { FileEntry, TreeStore } from "./tree-store.js";

export interface ReadEntries {
  entries: Map<string, SeenFile>;
  /** Files that are there but may not be read. */
  unreadable: string[];
}

export type EntryReader = (paths: readonly string[]) => Promise<ReadEntries>;

/** A file that was written this shortly before it was read may be written again and look the same. */
const racyMilliseconds = 2_000;
const attempts = 3;

/**
 * Reads files into the store. A file that looks as it did the last time is not read again: same size, times,
 * inode and mode. Paths that are gone, folders, or behind a symbolic link have no entry.
 */
export function createEntryReader(worktree: string, store: TreeStore): EntryReader {
  const known = new Map<string, KnownFile>();

  async function read(paths: readonly string[]): Promise<ReadEntries> {
    const entries = new Map<string, SeenFile>();
    const links: UnreadFile[] = [];
    const changed: UnreadFile[] = [];
    await lookUpFiles(worktree, paths, (path, stats) => {
      const before = known.get(path);
      if (before && looksTheSame(before, stats)) entries.set(path, before.entry);
      else if (stats.isSymbolicLink()) links.push({ path, stats });
      else if (stats.isFile()) changed.push({ path, stats });
    });
    const answers = await Promise.all(changed.map(({ path }) => isReadable(join(worktree, path))));
    const files = changed.filter((_, index) => answers[index]);
    const unreadable = changed.filter((_, index) => !answers[index]).map(({ path }) => path);
    const blobs = await store.storeFiles(files.map(({ path }) => path));
    const keep = ({ path, stats }: UnreadFile, { mode, blob }: FileEntry) => {
      const entry = { mode, blob, permissions: stats.mode & 0o7777, changedAt: stats.ctimeMs };
      entries.set(path, entry);
      if (Date.now() - stats.ctimeMs > racyMilliseconds) known.set(path, { ...lookOf(stats), entry });
      else known.delete(path);
    };
    for (const [index, file] of files.entries()) {
      const mode = (file.stats.mode & 0o100) === 0 ? "100644" : "100755";
      keep(file, { mode, blob: blobs[index] ?? "" });
    }
    for (const link of links) {
      const target = await readlink(join(worktree, link.path));
      keep(link, { mode: "120000", blob: await store.storeText(target) });
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

interface UnreadFile {
  path: string;
  stats: Stats;
}

type FileLook = Pick<Stats, "size" | "mtimeMs" | "ctimeMs" | "ino" | "mode">;

interface KnownFile extends FileLook {
  entry: SeenFile;
}

function lookOf({ size, mtimeMs, ctimeMs, ino, mode }: Stats): FileLook {
  return { size, mtimeMs, ctimeMs, ino, mode };
}

function looksTheSame(a: FileLook, b: FileLook): boolean {
  return (
    a.ctimeMs === b.ctimeMs &&
    a.mtimeMs === b.mtimeMs &&
    a.size === b.size &&
    a.ino === b.ino &&
    a.mode === b.mode
  );
}

function isReadable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}
