import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Stands for a process that lives and does not tell when it started. */
export const unknownIdentity = "alive";

/**
 * Tells a process from a later one with the same id, also after a reboot.
 *
 * @returns a string that stays the same while the process lives; `undefined` when there is no such process, a
 * zombie included; `unknownIdentity` when it lives and the system does not tell more.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  const start = await readStart(pid).catch(() => undefined);
  if (start === undefined) return isAlive(pid) ? unknownIdentity : undefined;
  return start.isZombie ? undefined : start.identity;
}

/** Whether the process that had this identity is gone for certain. What is not known proves nothing. */
export async function isGone(pid: number, identity: string): Promise<boolean> {
  const current = await processIdentity(pid);
  if (current === undefined) return true;
  return current !== identity && current !== unknownIdentity && identity !== unknownIdentity;
}

interface ProcessStart {
  identity: string;
  isZombie: boolean;
}

function readStart(pid: number): Promise<ProcessStart | undefined> {
  if (process.platform === "linux") return readLinuxStart(pid);
  return process.platform === "win32" ? readWindowsStart(pid) : readPosixStart(pid);
}

async function readLinuxStart(pid: number): Promise<ProcessStart | undefined> {
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  // The name stands in brackets and may hold spaces and brackets itself; the state after it is field 3.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const startTicks = fields[22 - 3];
  return startTicks ? { identity: `${boot.trim()}/${startTicks}`, isZombie: fields[0] === "Z" } : undefined;
}

async function readPosixStart(pid: number): Promise<ProcessStart | undefined> {
  // `ps` prints local time: without TZ, a change of the time zone would look like another process.
  const env = { ...process.env, LC_ALL: "C", TZ: "UTC" };
  const { stdout } = await run("ps", ["-p", String(pid), "-o", "lstart=,stat="], { env, timeout: 10_000 });
  const words = stdout.trim().split(/\s+/);
  const state = words.pop() ?? "";
  return words.length > 0 ? { identity: words.join(" "), isZombie: state.startsWith("Z") } : undefined;
}

async function readWindowsStart(pid: number): Promise<ProcessStart | undefined> {
  const command = `(Get-Process -Id ${pid} -ErrorAction Stop).StartTime.ToUniversalTime().Ticks`;
  const { stdout } = await run("powershell.exe", ["-NoProfile", "-NonInteractive", "-Command", command], {
    timeout: 10_000,
    windowsHide: true,
  });
  return stdout.trim() === "" ? undefined : { identity: stdout.trim(), isZombie: false };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
