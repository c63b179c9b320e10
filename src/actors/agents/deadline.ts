import type { SignsOfLife } from "./agent-port.js";

export interface Deadline extends SignsOfLife {
  /** Rejects when the deadline has passed; never resolves. */
  readonly passed: Promise<never>;
  /** Working time in seconds so far; held time is not in it. */
  seconds(): number;
  end(): void;
}

/**
 * Ends a call that shows no sign of life for `silenceSeconds`, or works longer than `totalSeconds` in all. It
 * stands still while a permission or a question waits for the user.
 */
export function startDeadline(
  { silenceSeconds, totalSeconds }: { silenceSeconds: number; totalSeconds: number },
  toError: (message: string) => Error,
): Deadline {
  let working = 0;
  let runningSince: number | undefined = performance.now();
  let holds = 0;
  let trouble = "";
  let isOver = false;
  let silence: NodeJS.Timeout | undefined;
  let total: NodeJS.Timeout | undefined;
  let reject: (error: Error) => void = () => {};
  const passed = new Promise<never>((_, fail) => {
    reject = fail;
  });
  passed.catch(() => {});

  const seconds = () =>
    working + (runningSince === undefined ? 0 : (performance.now() - runningSince) / 1000);
  const stop = () => {
    clearTimeout(silence);
    clearTimeout(total);
  };
  const listen = () => {
    clearTimeout(silence);
    silence = setTimeout(
      () => reject(toError(`gave no sign of life for ${silenceSeconds} s${trouble}`)),
      silenceSeconds * 1000,
    );
  };
  const start = () => {
    listen();
    total = setTimeout(
      () => reject(toError(`did not end within ${totalSeconds} s${trouble}`)),
      Math.max(0, totalSeconds - seconds()) * 1000,
    );
  };
  start();

  return {
    passed,
    seconds,
    troubled(reason) {
      trouble = `; the provider said: ${reason}`;
    },
    alive() {
      trouble = "";
      if (runningSince !== undefined) listen();
    },
    held() {
      holds++;
      working = seconds();
      runningSince = undefined;
      stop();
    },
    released() {
      if (holds === 0) return;
      holds--;
      if (holds > 0 || isOver) return;
      runningSince = performance.now();
      start();
    },
    end() {
      isOver = true;
      working = seconds();
      runningSince = undefined;
      stop();
    },
  };
}
