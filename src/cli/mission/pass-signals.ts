/** What came of the signals to this process. */
export interface PassedSignals {
  /** The first one. */
  interruptedBy(): NodeJS.Signals | undefined;
  /** Leaves signals alone again. */
  stop(): void;
}

const passedOn: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** How long OpenCode may take to end after a signal; while it starts, it ignores some. */
export const graceMilliseconds = 10_000;

/**
 * Hands on the first signal that this process gets.
 * @param kill called at the second one, and when OpenCode takes too long
 */
export function passSignals(pass: (signal: NodeJS.Signals) => void, kill: () => void): PassedSignals {
  let interruptedBy: NodeJS.Signals | undefined;
  let impatience: NodeJS.Timeout | undefined;
  const take = (signal: NodeJS.Signals) => {
    if (interruptedBy) return kill();
    interruptedBy = signal;
    pass(signal);
    impatience = setTimeout(kill, graceMilliseconds);
  };
  for (const signal of passedOn) process.on(signal, take);
  return {
    interruptedBy: () => interruptedBy,
    stop() {
      clearTimeout(impatience);
      for (const signal of passedOn) process.removeListener(signal, take);
    },
  };
}
