import { type FSWatcher, watch } from "node:fs";

export interface RepeatedLook {
  /** Something may have changed. */
  soon(): void;
  /** From now on a change in this folder counts, and in no other; nothing: none does. */
  watch(folder: string | undefined): void;
  end(): void;
  readonly isOver: boolean;
}

export interface LookTimes {
  /** Between two looks where nobody tells of a change, in milliseconds. */
  interval: number;
  /** What changes so close together is looked at once, in milliseconds. */
  gatherTime: number;
}

/**
 * Looks at once, when something may have changed, and at intervals: never twice at a time, and again if something
 * changed during a look.
 * @param look must not reject
 */
export function lookRepeatedly(look: () => Promise<void>, { interval, gatherTime }: LookTimes): RepeatedLook {
  let isLooking = false;
  let isStale = false;
  let isOver = false;
  let gathering: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;

  const lookNow = async () => {
    isStale = true;
    if (isLooking) return;
    isLooking = true;
    while (isStale && !isOver) {
      isStale = false;
      await look();
    }
    isLooking = false;
  };
  const soon = () => {
    if (isOver) return;
    gathering ??= setTimeout(() => {
      gathering = undefined;
      void lookNow();
    }, gatherTime).unref();
  };
  const unwatch = () => {
    watcher?.close();
    watcher = undefined;
  };

  const timer = setInterval(() => void lookNow(), interval).unref();
  queueMicrotask(() => void lookNow());
  return {
    soon,
    watch(folder) {
      unwatch();
      if (!folder || isOver) return;
      try {
        watcher = watch(folder, { persistent: false }, soon).on("error", unwatch);
      } catch {
        // Some file systems cannot be watched: the timer remains.
      }
    },
    end() {
      isOver = true;
      clearInterval(timer);
      clearTimeout(gathering);
      unwatch();
    },
    get isOver() {
      return isOver;
    },
  };
}
