import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import type { FileEntry } from "./tree-store.js";

export interface SizeLimits {
  /** What one file may have for its content to be kept. */
  fileBytes: number;
  /** What all files may have together that no commit holds. */
  allBytes: number;
}

/** A first save of that much takes about 10 s on two cores. */
export const defaultSizeLimits: SizeLimits = { fileBytes: 50_000_000, allBytes: 500_000_000 };

export interface SizedFile {
  path: string;
  stats: Pick<Stats, "size">;
}

/**
 * Parts files into those whose content is kept, and those that are only known by their identity: the smallest first,
 * since people write small files.
 *
 * @param keptBytes what is kept already
 * @param committedSizes sizes of files by their last commit: a file that still has it takes no room
 */
export async function partBySize<File extends SizedFile>(
  files: readonly File[],
  keptBytes: number,
  { fileBytes, allBytes }: SizeLimits,
  committedSizes: () => Promise<ReadonlyMap<string, number>>,
): Promise<{ kept: File[]; tooLarge: File[] }> {
  const small = files.filter(({ stats }) => stats.size <= fileBytes);
  const large = files.filter(({ stats }) => stats.size > fileBytes);
  let bytes = keptBytes + small.reduce((sum, { stats }) => sum + stats.size, 0);
  if (bytes <= allBytes) return { kept: small, tooLarge: large };
  const committed = await committedSizes();
  const isCommitted = ({ path, stats }: File) => committed.get(path) === stats.size;
  const inOrder = small
    .filter((file) => !isCommitted(file))
    .sort((a, b) => a.stats.size - b.stats.size || (a.path < b.path ? -1 : 1));
  bytes = keptBytes;
  const fitting = inOrder.filter(({ stats }) => {
    bytes += stats.size;
    return bytes <= allBytes;
  });
  const kept = new Set([...small.filter(isCommitted), ...fitting]);
  return {
    kept: small.filter((file) => kept.has(file)),
    tooLarge: [...large, ...small.filter((file) => !kept.has(file))],
  };
}

/** git keeps no object for an entry of this mode: it is that of submodules. */
const identityMode = "160000";

/** Stands for a file whose content is not kept: it differs when the file may have changed. */
export function identityEntry({ dev, ino, size, ctimeMs }: Stats, hash: string): FileEntry {
  const blob = createHash(hash).update(`${dev} ${ino} ${size} ${ctimeMs}`).digest("hex");
  return { mode: identityMode, blob };
}

export function isIdentity(entry: FileEntry | undefined): boolean {
  return entry?.mode === identityMode;
}
