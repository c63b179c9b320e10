import type { ChangeLog, SettledFile } from "./change-log.js";
import { isSameEntry } from "./owned-files.js";
import type { SettledStep } from "./settle-files.js";
import type { FileEntry, TreeDifference } from "./tree-store.js";

/** Adds what a check left to the log: one entry for each file that checks changed again and again. */
export function addSettled(log: ChangeLog, steps: readonly SettledStep[]): void {
  const openedAt = openSince(log);
  const last = lastSettled(log);
  const replaced = new Set<SettledFile>();
  for (const { changedAt, ...step } of steps) {
    // Where a change is under way, the time of a file that was put back tells nothing of it any more.
    if (openedAt === undefined && isSame(step.before, step.after)) continue;
    const known = last.get(step.path);
    const goesOn =
      known !== undefined &&
      known.byCheck === step.byCheck &&
      known.at > (openedAt ?? 0) &&
      (isSame(known.after, step.before) ||
        (isSame(known.before, step.before) && isSame(known.after, step.after)));
    const { before } = goesOn ? known : step;
    if (goesOn) replaced.add(known);
    const time = goesOn ? known.changedAt : changedAt;
    const kept = openedAt === undefined || time === undefined ? {} : { changedAt: time };
    log.settled.push({ at: ++log.sequence, ...step, before, ...kept });
  }
  log.settled = log.settled.filter((file) => !replaced.has(file));
}

/** Whether a check of this run made a file that is now as the last check left it. */
export function createMadeByCheckTest(log: ChangeLog): (path: string, now: FileEntry) => boolean {
  const last = lastSettled(log);
  return (path, now) => {
    const known = last.get(path);
    return known?.byCheck === true && known.before === null && isSame(known.after, now);
  };
}

export interface UnderWay {
  /** Paths that only checks changed, or someone else while one ran. */
  others: string[];
  /** Paths that someone else saved while a check ran, after the agent. */
  shared: string[];
  /** What is left for judging. */
  unsettled: TreeDifference[];
  /** The ctimes of before a check, of files that were put back since. */
  knownTimes: Map<string, number>;
}

/** Takes what was settled while a change was under way out of that change's differences. */
export function withoutSettled(
  differences: readonly TreeDifference[],
  settled: readonly SettledFile[],
): UnderWay {
  const result: UnderWay = { others: [], shared: [], unsettled: [], knownTimes: new Map() };
  const byPath = new Map<string, SettledFile[]>();
  for (const step of settled) byPath.set(step.path, [...(byPath.get(step.path) ?? []), step]);
  for (const difference of differences) {
    const { path, before, after } = difference;
    const steps = byPath.get(path) ?? [];
    const last = steps.at(-1);
    const isAsSettled = last !== undefined && isSame(last.after, after);
    const isBetween = steps.some((step, index) => {
      const left = index === 0 ? before : steps[index - 1]?.after;
      return !isSame(left, step.before);
    });
    if (isAsSettled && !isBetween) result.others.push(path);
    else if (isAsSettled && !last.byCheck) result.shared.push(path);
    // What was gone before the check is the agent's, as every file that is gone.
    else if (!isAsSettled || last.before !== null) {
      result.unsettled.push(difference);
      if (isAsSettled && last.changedAt !== undefined) result.knownTimes.set(path, last.changedAt);
    }
  }
  return result;
}

function openSince({ windows }: ChangeLog): number | undefined {
  const window = windows.at(-1);
  return window && !window.closed ? window.openedAt : undefined;
}

function lastSettled({ settled }: ChangeLog): Map<string, SettledFile> {
  return new Map(settled.map((file) => [file.path, file]));
}

function isSame(a: FileEntry | null | undefined, b: FileEntry | null | undefined): boolean {
  return isSameEntry(a ?? undefined, b ?? undefined);
}
