import type { Look, SeenFile, Settled, WriterTest } from "../../contracts/checkpoints.js";
import type { SettledFile } from "./change-log.js";
import { isSameEntry } from "./owned-files.js";
import { type TakeBackOptions, takeBack } from "./take-back.js";

export interface SettleOptions extends TakeBackOptions {
  isWrittenByCheck: WriterTest;
  /** Whether the file as it was before is one that a check of this run made. */
  isMadeByCheck(path: string, before: SeenFile): boolean;
}

/** What there is to remember of a file that differed. */
export type SettledStep = Omit<SettledFile, "at">;

/** Puts back what a check wrote over. Doing it again after a crash in it is safe. */
export async function settleFiles(
  before: Look,
  after: Look,
  options: SettleOptions,
): Promise<{ settled: Settled; steps: SettledStep[] }> {
  const differences = differencesOf(before, after);
  const isByCheck = new Map(
    differences.map(({ path, left }) => [path, options.isWrittenByCheck(path, left?.changedAt)]),
  );
  const toPutBack = differences.filter(
    ({ path, target }) => target && isByCheck.get(path) && !options.isMadeByCheck(path, target),
  );
  const ways = toPutBack.map(({ path }) => path);
  const inTheWay = differences.filter(
    ({ path, target }) => !target && isByCheck.get(path) && ways.some((way) => isAmongFolders(path, way)),
  );
  const owned = [...toPutBack, ...inTheWay].map((file) => ({ ...file, isShared: false }));
  const restored = new Set((await takeBack(owned, options)).restored);

  const entries = new Map(after.entries);
  for (const { path, target } of differences) {
    if (!restored.has(path)) continue;
    if (target) entries.set(path, target);
    else entries.delete(path);
  }
  return {
    settled: {
      written: differences.map(({ path }) => path),
      putBack: [...restored].sort(),
      overwritten: new Map(
        differences.flatMap(({ path, left }) => (restored.has(path) && left ? [[path, left.blob]] : [])),
      ),
      look: { entries },
    },
    steps: differences.map(({ path, target }) => ({
      path,
      before: toEntry(target),
      after: toEntry(entries.get(path)),
      byCheck: isByCheck.get(path) === true,
      ...(target ? { changedAt: target.changedAt } : {}),
    })),
  };
}

interface Difference {
  path: string;
  /** Before the check. */
  target: SeenFile | undefined;
  /** After it. */
  left: SeenFile | undefined;
}

function differencesOf(before: Look, after: Look): Difference[] {
  const paths = new Set([...before.entries.keys(), ...after.entries.keys()]);
  return [...paths]
    .map((path) => ({ path, target: before.entries.get(path), left: after.entries.get(path) }))
    .filter(({ target, left }) => !isSameEntry(target, left))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether a file stands where the other one needs a folder, or the other way round. */
function isAmongFolders(path: string, other: string): boolean {
  return path.startsWith(`${other}/`) || other.startsWith(`${path}/`);
}

function toEntry(file: SeenFile | undefined): SettledFile["before"] {
  return file ? { mode: file.mode, blob: file.blob } : null;
}
