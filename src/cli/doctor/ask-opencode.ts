import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** An OpenCode that can be asked. */
export interface Askable {
  opencode: string;
  folder: string;
  env: NodeJS.ProcessEnv;
  /** As it prints it. */
  version: string;
}

/**
 * What OpenCode prints for some arguments.
 * @throws Error with its words when it fails or does not end
 */
export async function askOpencode(
  { opencode, folder, env }: Omit<Askable, "version">,
  ...args: string[]
): Promise<string> {
  // OpenCode waits for a minute for a lock that a killed one has left behind.
  const limits = { timeout: 120_000, killSignal: "SIGKILL", maxBuffer: 64 * 2 ** 20 } as const;
  const asked = promisify(execFile)(opencode, args, { cwd: folder, env, ...limits });
  asked.child.stdin?.end();
  return (await asked).stdout;
}
