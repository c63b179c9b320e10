import { randomUUID } from "node:crypto";
import { readlinkSync } from "node:fs";
import { constants } from "node:os";
import { spawnGuarded } from "./guarded-command.js";
import { endLeftDaemons } from "./left-daemons.js";
import { createStreamDecoder } from "./output/stream-decoder.js";
import { listenForWatchers } from "./output/watchers.js";
import { outsideHost } from "./outside-host.js";
import { killGroup, killTree, treeMark } from "./process-tree.js";

/** How long a process that outlives the command may hold its output open. */
const orphanMilliseconds = 1_000;
/** What a timer can hold. */
const longestTimeout = 2 ** 31 - 1;

export type CommandEnd =
  | {
      type: "exited";
      /** As a shell tells it: 128 and its number for a signal. */
      exitCode: number;
      signal: NodeJS.Signals | null;
      /** The command lines of daemons that it left and that were ended, at most 300 characters each. */
      left: string[];
    }
  /** It was killed at its timeout, or because `signal` aborted. */
  | { type: "timedOut" }
  /** It was killed since it had said that it waits for changes, and was quiet then. `once`: how it runs to an end. */
  | { type: "watches"; once: string }
  | { type: "unspawned"; error: Error };

export interface RunCommandOptions {
  cwd: string;
  /** Added to the environment of outside the host; `undefined` takes a variable out of it. */
  env?: NodeJS.ProcessEnv;
  timeoutSeconds: number;
  signal: AbortSignal;
  output: { write(text: string): void };
  onOutput?: ((text: string) => void) | undefined;
  /** How long a watcher must be quiet, default 15,000: a program beside it may still work. */
  watcherMilliseconds?: number;
}

/**
 * Runs a command by the shell, with `CI=1` and without colours or an input. Resolves once its output is complete,
 * or a second after its end where a process that it left holds it open.
 *
 * At its timeout, when `signal` aborts, and when it watches for changes, its whole process tree is killed; on POSIX it also ends with this
 * process. On Linux, a daemon that it left is ended where it holds the output open or listens on a port.
 */
export function runCommand(command: string, options: RunCommandOptions): Promise<CommandEnd> {
  const { cwd, env, timeoutSeconds, signal, output, onOutput, watcherMilliseconds = 15_000 } = options;
  if (signal.aborted) return Promise.resolve({ type: "timedOut" });
  const mark = randomUUID();
  const child = spawnGuarded(command, {
    cwd,
    env: {
      ...outsideHost(process.env),
      CI: "1",
      NO_COLOR: "1",
      FORCE_COLOR: "0",
      ...env,
      [treeMark]: mark,
    },
  });
  const outputs = outputsOf(child.pid);
  let watches: (once: string) => void = () => {};
  const watcher = listenForWatchers(watcherMilliseconds, (once) => watches(once));
  for (const stream of [child.stdout, child.stderr]) {
    const decoder = createStreamDecoder();
    const take = (text: string) => {
      if (text === "") return;
      output.write(text);
      watcher.read(text);
      onOutput?.(text);
    };
    stream.on("data", (bytes: Buffer) => take(decoder.write(bytes)));
    stream.once("end", () => take(decoder.end()));
  }
  return new Promise((resolve) => {
    let isKilled = false;
    let isOpen = true;
    let orphanTimer: NodeJS.Timeout | undefined;
    const killAs = async (end: CommandEnd) => {
      if (isKilled) return;
      isKilled = true;
      if (child.pid !== undefined) await killTree({ pid: child.pid, mark });
      settle(end);
    };
    const kill = () => void killAs({ type: "timedOut" });
    watches = (once) => void killAs({ type: "watches", once });
    const timer = setTimeout(kill, Math.min(timeoutSeconds * 1_000, longestTimeout));
    signal.addEventListener("abort", kill, { once: true });
    const settle = (end: CommandEnd) => {
      clearTimeout(timer);
      clearTimeout(orphanTimer);
      watcher.end();
      signal.removeEventListener("abort", kill);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(end);
    };
    const complete = new Promise<void>((resolveComplete) => {
      child.once("exit", () => {
        orphanTimer = setTimeout(resolveComplete, orphanMilliseconds);
      });
      child.once("close", () => {
        isOpen = false;
        resolveComplete();
      });
    });
    child.once("error", (error) => settle({ type: "unspawned", error }));
    child.once("exit", async (code, killedBy) => {
      if (isKilled || child.pid === undefined) return;
      clearTimeout(timer);
      watcher.end();
      killGroup(child.pid);
      const tree = { pid: child.pid, mark, outputs, isOutputOpen: () => isOpen };
      const [left] = await Promise.all([endLeftDaemons(tree).catch(() => []), complete]);
      if (isKilled) return;
      settle({ type: "exited", exitCode: code ?? signalExitCode(killedBy), signal: killedBy, left });
    });
  });
}

/** Both are told while the command has just begun; a command that has ended by then has none. */
function outputsOf(pid: number | undefined): string[] {
  if (process.platform !== "linux" || pid === undefined) return [];
  return [1, 2].flatMap((descriptor) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${descriptor}`)].filter((target) =>
        /^(?:socket|pipe):/.test(target),
      );
    } catch {
      return [];
    }
  });
}

function signalExitCode(signal: NodeJS.Signals | null): number {
  return 128 + (signal === null ? 0 : constants.signals[signal]);
}
