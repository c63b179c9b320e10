/** Counts what happened, once each, and lets others wait for a count. */
export interface Tally {
  add(id: string): void;
  count(): number;
  /** Resolves when the count is reached, or after a second: events can be missed. */
  reaches(count: number): Promise<void>;
}

const longestWait = 1000;

export function createTally(): Tally {
  const ids = new Set<string>();
  const waiting = new Set<() => void>();
  return {
    add(id) {
      ids.add(id);
      for (const look of waiting) look();
    },
    count: () => ids.size,
    reaches: (count) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          waiting.delete(look);
          resolve();
        };
        const look = () => {
          if (ids.size >= count) done();
        };
        const timer = setTimeout(done, longestWait);
        waiting.add(look);
        look();
      }),
  };
}
