import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface ProcessEntry {
  pid: number;
  parent: number;
  group: number;
}

/** The processes that are not zombies; none on Windows. */
export async function listProcesses(): Promise<ProcessEntry[]> {
  if (process.platform === "linux") return listLinuxProcesses();
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid=,pgid=,stat="]).catch(() => ({ stdout: "" }));
  return stdout.split("\n").flatMap((line) => {
    const [pid, parent, group, state] = line.trim().split(/\s+/);
    return pid && !state?.startsWith("Z")
      ? [{ pid: Number(pid), parent: Number(parent), group: Number(group) }]
      : [];
  });
}

/** Adds to some processes all that they started. */
export function withDescendants(pids: Iterable<number>, entries: readonly ProcessEntry[]): Set<number> {
  const found = new Set(pids);
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const entry of entries) if (found.has(entry.parent)) found.add(entry.pid);
  }
  return found;
}

async function listLinuxProcesses(): Promise<ProcessEntry[]> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const entries = await Promise.all(
    ids.map(async (id) => {
      const stat = await readFile(`/proc/${id}/stat`, "utf8").catch(() => "");
      // The name stands in brackets and may hold spaces and brackets itself.
      const [state, parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return stat === "" || state === "Z"
        ? []
        : [{ pid: Number(id), parent: Number(parent), group: Number(group) }];
    }),
  );
  return entries.flat();
}
