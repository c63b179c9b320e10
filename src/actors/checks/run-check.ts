import { randomUUID } from "node:crypto";
import { realpath } from "node:fs/promises";
import { constants } from "node:os";
import { StringDecoder } from "node:string_decoder";
import type { Check, CheckResult } from "../../contracts/check.js";
import { type CheckOutput, createCheckOutput } from "./check-output.js";
import { errorLines, plainError, recognisedErrors } from "./error-lines.js";
import { spawnGuarded } from "./guarded-command.js";
import { missingReason } from "./missing-command.js";
import { killGroup, killTree, treeMark } from "./process-tree.js";

/** How long a process that outlives the check may hold its output open. */
const orphanMilliseconds = 1_000;
/** What a timer can hold. */
const longestTimeout = 2 ** 31 - 1;

export interface RunCheckOptions {
  /** Where the command runs; the files of its errors are told relative to it. */
  cwd: string;
  signal: AbortSignal;
  onOutput?: (text: string) => void;
  /** The whole output is appended here, up to 20 MB. */
  outputFile?: string;
}

type Ending =
  | { type: "exited"; exitCode: number }
  | { type: "timedOut" }
  | { type: "unspawned"; error: Error };

/**
 * Runs one check by the shell, with `CI=1` and without colours or an input.
 * At its timeout, and when `signal` aborts, its whole process tree is killed; on POSIX it also ends with this process.
 *
 * @throws the reason of `signal`, once no process of the check is left
 */
export async function runCheck(check: Check, options: RunCheckOptions): Promise<CheckResult> {
  options.signal.throwIfAborted();
  const started = performance.now();
  const output = createCheckOutput(options.outputFile);
  const ending = await runToEnd(check, options, output);
  await output.end();
  options.signal.throwIfAborted();
  const worktree = await realpath(options.cwd).catch(() => options.cwd);
  return {
    name: check.name,
    command: check.command,
    seconds: Math.round(performance.now() - started) / 1000,
    output: output.tail(),
    ...judged(check, ending, output.whole(), worktree),
  };
}

function judged(
  check: Check,
  ending: Ending,
  printed: string,
  worktree: string,
): Pick<CheckResult, "exitCode" | "outcome" | "errors"> {
  if (ending.type === "timedOut") {
    const late = plainError(`check ${check.name} timed out after ${check.timeoutSeconds} s`);
    return { exitCode: null, outcome: "timedOut", errors: [late, ...recognisedErrors(printed, worktree)] };
  }
  const reason =
    ending.type === "unspawned"
      ? ending.error.message
      : missingReason(ending.exitCode, printed, check.command);
  if (reason !== undefined) {
    const error = plainError(`check ${check.name} could not run: ${reason}`);
    return { exitCode: null, outcome: "missing", errors: [error] };
  }
  const { exitCode } = ending as Extract<Ending, { type: "exited" }>;
  if (exitCode === 0) return { exitCode, outcome: "passed", errors: [] };
  return { exitCode, outcome: "failed", errors: errorLines(check.name, printed, worktree) };
}

function runToEnd(check: Check, options: RunCheckOptions, output: CheckOutput): Promise<Ending> {
  const { cwd, signal, onOutput } = options;
  const mark = randomUUID();
  const child = spawnGuarded(check.command, {
    cwd,
    env: { ...outsideHost(process.env), CI: "1", NO_COLOR: "1", FORCE_COLOR: "0", [treeMark]: mark },
  });
  for (const stream of [child.stdout, child.stderr]) {
    const decoder = new StringDecoder("utf8");
    stream.on("data", (bytes: Buffer) => {
      const text = decoder.write(bytes);
      output.write(text);
      onOutput?.(text);
    });
  }
  return new Promise((resolve) => {
    let isKilled = false;
    let orphanTimer: NodeJS.Timeout | undefined;
    const kill = async () => {
      if (isKilled) return;
      isKilled = true;
      if (child.pid !== undefined) await killTree({ pid: child.pid, mark });
      settle({ type: "timedOut" });
    };
    const timer = setTimeout(kill, Math.min(check.timeoutSeconds * 1_000, longestTimeout));
    signal.addEventListener("abort", kill, { once: true });
    const settle = (ending: Ending) => {
      clearTimeout(timer);
      clearTimeout(orphanTimer);
      signal.removeEventListener("abort", kill);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(ending);
    };
    child.once("error", (error) => settle({ type: "unspawned", error }));
    child.once("exit", (code, killedBy) => {
      if (isKilled) return;
      clearTimeout(timer);
      const ended = () => settle({ type: "exited", exitCode: code ?? signalExitCode(killedBy) });
      if (child.pid !== undefined) killGroup(child.pid);
      child.once("close", ended);
      orphanTimer = setTimeout(ended, orphanMilliseconds);
    });
  });
}

/** OpenCode's own variables can hold its whole config, keys included; a check has no business with them. */
function outsideHost(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("OPENCODE")));
}

/** As a shell tells it. */
function signalExitCode(signal: NodeJS.Signals | null): number {
  return 128 + (signal === null ? 0 : constants.signals[signal]);
}
