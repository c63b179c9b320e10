import type { Stats } from "node:fs";
import {
  type KnownEntry,
  type KnownFile,
  type KnownFiles,
  linkBlobs,
  looksTheSame,
  readKnownFiles,
  writeKnownFiles,
} from "./known-files.js";
import { isIdentity } from "./size-limits.js";
import type { TreeStore } from "./tree-store.js";

interface LookedUpFile {
  path: string;
  stats: Stats;
}

/** Files that earlier processes and runs stored, known by their looks: they are not read again. */
export interface RememberedFiles {
  /** The blobs of those that look as they did, by path; the store has them then. */
  find(files: readonly LookedUpFile[]): Promise<Map<string, string>>;
  /** Keeps what is known now, where much had to be read for it. */
  add(read: readonly LookedUpFile[], known: ReadonlyMap<string, KnownEntry>): Promise<void>;
}

/** To read less again costs less than to keep a list. */
const worthBytes = 20_000_000;
const worthFile = 4_096;

export function createRememberedFiles(
  stateFolder: string,
  worktree: string,
  store: TreeStore,
): RememberedFiles {
  const owner = { worktree, hash: store.hash };
  let earlier: Promise<KnownFiles | undefined> | undefined;
  let isChanged = false;

  return {
    async find(files) {
      if (sizeOf(files) < worthBytes) return new Map();
      earlier ??= readKnownFiles(stateFolder, owner);
      const known = await earlier;
      const found = new Map<string, string>();
      if (!known) return found;
      for (const { path, stats } of files) {
        const before = known.files.get(path);
        if (before && looksTheSame(before, stats)) found.set(path, before.blob);
      }
      const blobs = [...new Set(found.values())];
      if (known.store !== store.folder) await linkBlobs(known.store, store.folder, blobs);
      const missing = new Set(await store.missing(blobs));
      isChanged ||= known.store !== store.folder;
      return new Map([...found].filter(([, blob]) => !missing.has(blob)));
    },
    async add(read, known) {
      if (sizeOf(read) < worthBytes && !isChanged) return;
      isChanged = false;
      const files = [...known].flatMap(([path, { entry, ...look }]): [string, KnownFile][] =>
        look.size < worthFile || isIdentity(entry) ? [] : [[path, { ...look, blob: entry.blob }]],
      );
      await writeKnownFiles(stateFolder, owner, new Map(files));
    },
  };
}

function sizeOf(files: readonly LookedUpFile[]): number {
  return files.reduce((sum, { stats }) => sum + stats.size, 0);
}
