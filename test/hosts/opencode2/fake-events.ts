import type { HostEvent } from "../../../src/hosts/opencode2/context.js";

/** The events of a host, in order, as each of its listeners takes them. */
export interface FakeEvents {
  readonly all: readonly HostEvent[];
  emit(type: string, data: HostEvent["data"]): void;
  subscribe(options?: { signal?: AbortSignal }): AsyncIterable<HostEvent>;
  listeners(): number;
  /** Resolves when each listener has done what it does for the events so far. */
  settled(): Promise<void>;
  /** The first event, past or future, that fits. */
  waitFor(fits: (event: HostEvent) => boolean): Promise<HostEvent>;
}

interface Listener {
  queue: HostEvent[];
  isResting: boolean;
  wake(): void;
}

export function createFakeEvents(): FakeEvents {
  const all: HostEvent[] = [];
  const listeners = new Set<Listener>();
  const looks = new Set<() => void>();

  const until = <Found>(look: () => Found | undefined | false) =>
    new Promise<Found>((resolve) => {
      const again = () => {
        const found = look();
        if (!found) return;
        looks.delete(again);
        resolve(found);
      };
      looks.add(again);
      again();
    });
  const lookAgain = () => {
    for (const look of [...looks]) look();
  };

  return {
    all,
    emit(type, data) {
      const event = { type, created: Date.now(), data };
      all.push(event);
      for (const listener of listeners) {
        listener.queue.push(event);
        listener.isResting = false;
        listener.wake();
      }
      lookAgain();
    },
    async *subscribe({ signal } = {}) {
      const listener: Listener = { queue: [], isResting: false, wake() {} };
      listeners.add(listener);
      signal?.addEventListener("abort", () => listener.wake(), { once: true });
      try {
        while (!signal?.aborted) {
          const event = listener.queue.shift();
          if (event) {
            yield event;
            continue;
          }
          listener.isResting = true;
          lookAgain();
          await new Promise<void>((resolve) => {
            listener.wake = resolve;
          });
        }
      } finally {
        listeners.delete(listener);
        lookAgain();
      }
    },
    listeners: () => listeners.size,
    settled: async () => void (await until(() => [...listeners].every(({ isResting }) => isResting))),
    waitFor: (fits) => until(() => all.find(fits)),
  };
}
