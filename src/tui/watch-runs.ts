import { type FSWatcher, watch } from "node:fs";
import { findRunsPlaces } from "../runs/runs-place.js";
import { findNewestRun } from "./newest-run.js";
import type { RunReader } from "./run-reader.js";
import { readEndedRun, type ShownRun } from "./shown-run.js";

export interface RunsWatch {
  /** Something may have changed. */
  look(): void;
  end(): void;
}

/** How often is looked where nobody tells of a change, in milliseconds: for runs of other processes, and their end. */
const interval = 3_000;
/** What is written so close together is read at once, in milliseconds. */
const gatherTime = 100;

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
  let watcher: FSWatcher | undefined;
  let ended: ShownRun | undefined;
  let isOver = false;

  const change = (folder: string | undefined) => {
    watcher?.close();
    watcher = undefined;
    reader = undefined;
    ended = undefined;
    current = folder;
    if (!folder) return;
    try {
      watcher = watch(folder, { persistent: false }, lookSoon).on("error", () => watcher?.close());
    } catch {
      // Some file systems cannot be watched: the timer remains.
    }
  };

  const read = async (): Promise<ShownRun | undefined> => {
    const folder = project();
    const newest = folder && (await findNewestRun(folder));
    if (newest !== current) change(newest);
    if (!folder || !newest) return undefined;
    ended ??= await readEndedRun(newest);
    if (ended) {
      watcher?.close();
      return ended;
    }
    const { createRunReader } = await import("./run-reader.js");
    reader ??= createRunReader(newest, findRunsPlaces(folder).own.lockFile);
    return reader.read();
  };

  let isReading = false;
  let isStale = false;
  const look = async () => {
    isStale = true;
    if (isReading) return;
    isReading = true;
    while (isStale && !isOver) {
      isStale = false;
      const run = await read().catch(() => undefined);
      if (!isOver) show(run);
    }
    isReading = false;
  };

  let gathering: NodeJS.Timeout | undefined;
  const lookSoon = () => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      void look();
    }, gatherTime);
  };

  const timer = setInterval(() => void look(), interval).unref();
  void look();
  return {
    look: lookSoon,
    end() {
      isOver = true;
      clearInterval(timer);
      clearTimeout(gathering);
      watcher?.close();
    },
  };
}
