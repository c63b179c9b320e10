import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Set to the tree's own value in its root's environment, so that a process that left its parents is found. */
export const treeMark = "OPENCODE_ORCHESTRATOR_TREE";

export interface ProcessTree {
  /** Process id of the root, which leads a process group of its own. */
  pid: number;
  mark: string;
}

/**
 * Kills a process with all its descendants and returns when they are gone, or after two seconds: also those that
 * left its group, and on Linux those that were orphaned. On Windows `taskkill` does it.
 */
export async function killTree(tree: ProcessTree): Promise<void> {
  if (process.platform === "win32") {
    await run("taskkill", ["/pid", String(tree.pid), "/T", "/F"]).catch(() => undefined);
    return;
  }
  const killed = new Set<number>();
  const giveUpAt = Date.now() + 2_000;
  // A process may fork between the look and the kill: only a look that finds nothing alive ends this.
  do {
    const alive = await descendants(tree, killed);
    killGroup(tree.pid);
    for (const pid of alive) {
      killed.add(pid);
      kill(pid);
    }
    if (alive.length === 0) return;
    await wait(10);
  } while (Date.now() < giveUpAt);
}

/** Kills what is left in the group of a process that has ended by itself. */
export function killGroup(pid: number): void {
  if (process.platform !== "win32") kill(-pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone, or it is another user's.
  }
}

interface ProcessEntry {
  pid: number;
  parent: number;
  group: number;
}

/** A dying process has lost its environment already, so those that were killed are told by their ids. */
async function descendants({ pid, mark }: ProcessTree, killed: ReadonlySet<number>): Promise<number[]> {
  const entries = await listProcesses();
  const isLinux = process.platform === "linux";
  const marked = isLinux ? await Promise.all(entries.map((entry) => hasMark(entry.pid, mark))) : [];
  const found = new Set(
    entries
      .filter(
        (entry, index) =>
          entry.pid === pid || entry.group === pid || killed.has(entry.pid) || marked[index] === true,
      )
      .map((entry) => entry.pid),
  );
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const entry of entries) if (found.has(entry.parent)) found.add(entry.pid);
  }
  return [...found];
}

/** The processes that are not zombies. */
async function listProcesses(): Promise<ProcessEntry[]> {
  if (process.platform === "linux") return listLinuxProcesses();
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid=,pgid=,stat="]).catch(() => ({ stdout: "" }));
  return stdout.split("\n").flatMap((line) => {
    const [pid, parent, group, state] = line.trim().split(/\s+/);
    return pid && !state?.startsWith("Z")
      ? [{ pid: Number(pid), parent: Number(parent), group: Number(group) }]
      : [];
  });
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

async function hasMark(pid: number, mark: string): Promise<boolean> {
  const environment = await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "");
  return environment.split("\0").includes(`${treeMark}=${mark}`);
}
