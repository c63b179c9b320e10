import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { CommandError } from "../command-error.js";
import { sendSignal } from "../opencode/send-signal.js";
import { passSignals } from "./pass-signals.js";

export interface OpencodeProcess {
  opencode: string;
  args: readonly string[];
  folder: string;
  env: NodeJS.ProcessEnv;
  onLine(line: string): void;
}

export interface OpencodeEnd {
  exitCode: number | null;
  /** The signal that this process got and passed on. */
  interruptedBy: NodeJS.Signals | undefined;
}

/**
 * Runs OpenCode to its end. It has a process group of its own, so that a signal reaches it once, whether it was
 * sent by a terminal or to this process alone, and also where `opencode` is a launcher of the binary.
 * @throws CommandError when it cannot be started
 */
export async function runOpencode({
  opencode,
  args,
  folder,
  env,
  onLine,
}: OpencodeProcess): Promise<OpencodeEnd> {
  const child = launch(opencode, args, folder, env);
  const signals = passSignals(
    (signal) => sendSignal(child, signal),
    () => sendSignal(child, "SIGKILL"),
  );
  try {
    const closed = once(child, "close").catch(() => undefined);
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on("line", onLine);
    }
    const [exitCode] = (await once(child, "exit")) as [number | null];
    // A command that an agent left running may hold the pipe open for ever.
    await Promise.race([closed, delay(1_000, undefined, { ref: false })]);
    return { exitCode, interruptedBy: signals.interruptedBy() };
  } catch (cause) {
    throw new CommandError(`OpenCode (${opencode}) cannot be started: ${(cause as Error).message}`, 1, {
      cause,
    });
  } finally {
    signals.stop();
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
}

/** OpenCode writes texts to stdout and rows to stderr: in one pipe they keep their order. */
function launch(
  opencode: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): ChildProcess {
  const stdio: ["ignore", "pipe", "pipe"] = ["ignore", "pipe", "pipe"];
  if (process.platform === "win32") return spawn(opencode, args, { cwd, env, stdio });
  const script = 'exec "$0" "$@" 2>&1';
  return spawn("sh", ["-c", script, opencode, ...args], { cwd, env, stdio, detached: true });
}
