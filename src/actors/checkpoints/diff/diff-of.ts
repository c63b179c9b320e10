import type { FileEntry, TreeStore } from "../tree-store.js";
import { fitDiff } from "./fit-diff.js";

export interface FileChange {
  path: string;
  before: FileEntry | undefined;
  after: FileEntry | undefined;
}

/** The head of a file's diff, its path included, is kept whatever the limit. */
const headBytes = 16_000;

/** A unified diff of some files, of at most `maxBytes`. */
export async function diffOf(
  changes: readonly FileChange[],
  store: TreeStore,
  maxBytes: number,
): Promise<string> {
  if (changes.length === 0) return "";
  const treeOf = (side: "before" | "after") =>
    store.writeTree(
      new Map(
        changes.flatMap(({ path, [side]: entry }): [string, FileEntry][] => (entry ? [[path, entry]] : [])),
      ),
    );
  const [before, after] = [await treeOf("before"), await treeOf("after")];
  return fitDiff(await store.diff(before, after, Math.max(maxBytes, headBytes)), maxBytes);
}
