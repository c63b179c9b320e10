import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { listProcesses, type ProcessEntry, withDescendants } from "./process-list.js";

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
      sendSignal(pid, "SIGKILL");
    }
    if (alive.length === 0) return;
    await wait(10);
  } while (Date.now() < giveUpAt);
}

/** Kills what is left in the group of a process that has ended by itself. */
export function killGroup(pid: number): void {
  if (process.platform !== "win32") sendSignal(-pid, "SIGKILL");
}

export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone, or it is another user's.
  }
}

/** Those that carry a tree's mark. Only Linux shows it; a dying process has lost it. */
export async function markedProcesses(
  entries: readonly ProcessEntry[],
  mark: string,
): Promise<ProcessEntry[]> {
  if (process.platform !== "linux") return [];
  const marked = await Promise.all(entries.map(({ pid }) => hasMark(pid, mark)));
  return entries.filter((_, index) => marked[index]);
}

/** A dying process has lost its mark already, so those that were killed are told by their ids. */
async function descendants({ pid, mark }: ProcessTree, killed: ReadonlySet<number>): Promise<number[]> {
  const entries = await listProcesses();
  const known = entries.filter((entry) => entry.pid === pid || entry.group === pid || killed.has(entry.pid));
  const marked = await markedProcesses(entries, mark);
  return [
    ...withDescendants(
      [...known, ...marked].map((entry) => entry.pid),
      entries,
    ),
  ];
}

async function hasMark(pid: number, mark: string): Promise<boolean> {
  const environment = await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "");
  return environment.split("\0").includes(`${treeMark}=${mark}`);
}
