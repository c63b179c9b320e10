import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";

/**
 * Starts a command by the shell, without an input. On POSIX it leads a process group, which is killed when this
 * process ends, however it ends; what left the group lives on.
 */
export function spawnGuarded(
  command: string,
  options: { cwd: string; env: NodeJS.ProcessEnv },
): ChildProcessByStdio<Writable | null, Readable, Readable> {
  return process.platform === "win32"
    ? spawn(command, { ...options, shell: true, windowsHide: true, stdio: ["ignore", "pipe", "pipe"] })
    : spawn(shell, ["-c", guard, shell, command], { ...options, detached: true, stdio: "pipe" });
}

const shell = "/bin/sh";

/**
 * The input ends when this process does. It is the input, since Bun closes a pipe of a higher number twice, the
 * second time as whatever has got that number by then. The watcher is nobody's child, since a command that waits
 * for all of its children would wait for it too, and ignores signals, since a command may send one to its group.
 */
const guard = `exec 3<&0 </dev/null
( (trap '' HUP INT TERM; read -r line <&3; kill -s KILL 0) >/dev/null 2>&1 & )
exec "$0" -c "$1" 3<&-`;
