import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Checkpoint } from "../../contracts/actor.js";
import type { Checkpoints } from "../../contracts/checkpoints.js";
import { guardedKind } from "../checks/weakenings/guarded-files.js";
import { changedHunks } from "./changed-hunks.js";
import { type SeededFault, seedFaults } from "./faults/seed-faults.js";

/** A change, and what can be tried with it. */
export interface PreparedChange {
  /** The tree with the change. */
  tree: string;
  /** What is no test and text, as it was before the task; `undefined` where it was not there. */
  before: ReadonlyMap<string, string | undefined>;
  faults: readonly SeededFault[];
}

/** More are never tried. */
const mostFaults = 60;
const longestDiff = 2_000_000;
const longestText = 1_000_000;

/**
 * What a change can be tried with. Nothing without git.
 *
 * @param worktree absolute
 */
export async function prepareChange(
  checkpoint: Checkpoint,
  { worktree, checkpoints }: { worktree: string; checkpoints: Checkpoints },
): Promise<PreparedChange | undefined> {
  const { tree } = await checkpoints.save();
  const files = await checkpoints.changedFiles(checkpoint);
  if (tree === null || files === null) return undefined;
  const texts = await Promise.all(
    files
      .filter((file) => guardedKind(file) !== "test")
      .map(async (file) => [file, await checkpoints.fileAt(checkpoint, file)] as const),
  );
  const before = texts.filter(([, text]) => isWholeText(text));
  const hunks = changedHunks(await checkpoints.diff(checkpoint, longestDiff));
  const changed = await Promise.all(
    before.map(async ([path]) => ({
      path,
      text: await readFile(join(worktree, path), "utf8").catch(() => ""),
      hunks: hunks.get(path) ?? [],
    })),
  );
  const faults: SeededFault[] = [];
  for (const fault of seedFaults(changed)) if (faults.push(fault) >= mostFaults) break;
  return { tree, before: new Map(before), faults };
}

/** Of a longer file only the beginning is known, and bytes that are no text would come back as others. */
function isWholeText(text: string | undefined): boolean {
  return text === undefined || (Buffer.byteLength(text) < longestText && !/[\0\uFFFD]/.test(text));
}
