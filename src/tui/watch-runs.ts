import { lookRepeatedly } from "../runs/repeated-look.js";
import { findRunsPlaces } from "../runs/runs-place.js";
import { findNewestRun } from "./newest-run.js";
import type { RunReader } from "./run-reader.js";
import { readEndedRun, type ShownRun } from "./shown-run.js";

export interface RunsWatch {
  /** Something may have changed. */
  look(): void;
  end(): void;
}

/** The interval is for runs of other processes, and their end. */
const times = { interval: 3_000, gatherTime: 100 };

/**
 * Follows the run of a folder that is alive or was last.
 * @param project the folder, as soon as it is known
 * @param show gets each change; nothing where there is no run, or none that can be read
 */
export function watchRuns(
  project: () => string | undefined,
  show: (run: ShownRun | undefined) => void,
): RunsWatch {
  let current: string | undefined;
  let reader: RunReader | undefined;
  let ended: ShownRun | undefined;

  const change = (folder: string | undefined) => {
    reader = undefined;
    ended = undefined;
    current = folder;
    looking.watch(folder);
  };

  const read = async (): Promise<ShownRun | undefined> => {
    const folder = project();
    const newest = folder && (await findNewestRun(folder));
    if (newest !== current) change(newest);
    if (!folder || !newest) return undefined;
    ended ??= await readEndedRun(newest);
    if (ended) {
      looking.watch(undefined);
      return ended;
    }
    const { createRunReader } = await import("./run-reader.js");
    reader ??= createRunReader(newest, findRunsPlaces(folder).own.lockFile);
    return reader.read();
  };

  const looking = lookRepeatedly(async () => {
    const run = await read().catch(() => undefined);
    if (!looking.isOver) show(run);
  }, times);
  return { look: looking.soon, end: looking.end };
}
