import { spawn } from "node:child_process";
import { once } from "node:events";

/** A Node process of its own. */
export interface Child {
  pid: number;
  /** Returns when it is gone and its parent knows. */
  kill(): Promise<void>;
}

/** Starts a process that runs `code`, then lives until it is killed. Returns after `code` ran. */
export async function startChild(code = ""): Promise<Child> {
  const hang = 'process.stdout.write("ready"); setInterval(() => {}, 1000);';
  const child = spawn(process.execPath, ["-e", code + hang], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  await Promise.race([once(child.stdout, "data"), exited]);
  if (child.pid === undefined || child.exitCode !== null) throw new Error("The child process did not start.");
  return {
    pid: child.pid,
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
