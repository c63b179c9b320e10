import type { FileEntry, TreeDifference } from "./tree-store.js";

/** What a change, or a check after it, did to a file. */
export interface FileStep extends TreeDifference {
  /** When it began, in the log's sequence. */
  at: number;
  isByCheck: boolean;
  /** Someone else changed the file after the agent. */
  isShared: boolean;
}

export interface OwnedFile {
  path: string;
  /** When the first of the changes began, in the log's sequence. */
  since: number;
  /** Before the first of the changes. */
  target: (FileEntry & { permissions?: number }) | undefined;
  /** After the last of them, and after the checks that went on from it. */
  left: FileEntry | undefined;
  /** After the last of them. */
  changed: FileEntry | undefined;
  /** Someone else changed it after the first of them began. */
  isShared: boolean;
}

/** The files that changes brought about, from each change's own differences and those of checks, in their order. */
export function ownedFiles(steps: readonly FileStep[]): OwnedFile[] {
  const owned = new Map<string, OwnedFile>();
  for (const { path, at, before, after, isByCheck, isShared } of steps) {
    const known = owned.get(path);
    if (isByCheck) {
      if (known && isSameEntry(known.left, before)) owned.set(path, { ...known, left: after });
      continue;
    }
    const wasShared = known !== undefined && (known.isShared || !isSameEntry(known.left, before));
    const { since, target } = known ?? { since: at, target: before };
    owned.set(path, { path, since, target, left: after, changed: after, isShared: isShared || wasShared });
  }
  return [...owned.values()];
}

export function isSameEntry(a: FileEntry | undefined, b: FileEntry | undefined): boolean {
  return a?.mode === b?.mode && a?.blob === b?.blob;
}
