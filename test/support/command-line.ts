import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

export interface CommandLineEnd {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandLineCall {
  /** Node's own, to be sent signals. */
  child: ChildProcess;
  ended: Promise<CommandLineEnd>;
}

/** Starts the compiled command line in a folder. @param env all of its environment, `PATH` included */
export function startCommandLine(
  main: string,
  args: readonly string[],
  { folder, env }: { folder: string; env: NodeJS.ProcessEnv },
): CommandLineCall {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]).then(
    ([stdout, stderr]) => ({ exitCode: child.exitCode, stdout, stderr }),
  );
  return { child, ended };
}
