import { readdir, readFile, readlink } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { isBuildDaemon } from "./build-daemons.js";
import { listProcesses, type ProcessEntry, withDescendants } from "./process-list.js";
import { markedProcesses, type ProcessTree, sendSignal } from "./process-tree.js";

export interface EndedCommand extends ProcessTree {
  /** What its output goes to, as `/proc/PID/fd` names it; empty where it ended before that could be asked. */
  outputs: readonly string[];
  /** Whether some process can still write to it. */
  isOutputOpen(): boolean;
}

/** How long a daemon may take until it listens on its port. */
const patience = 1_000;
/** How long it may take to end by itself. */
const gracePeriod = 300;
const pause = 50;
const longestCommandLine = 300;

/**
 * Ends the daemons that a command left, on Linux: those that hold its output open or listen on a TCP port, with what
 * they started and what started them. The daemons of build tools are left alone. Takes a second at most, and waits
 * only where a process is left that may become one.
 *
 * @returns the command lines of those that were ended
 */
export async function endLeftDaemons(command: EndedCommand): Promise<string[]> {
  if (process.platform !== "linux") return [];
  const ending = new Map<number, { commandLine: string; since: number }>();
  const giveUpAt = Date.now() + patience;
  for (;;) {
    const entries = await listProcesses();
    const strangers = await leftProcesses(command, entries);
    for (const { pid } of await culprits(command, strangers, entries)) {
      if (ending.has(pid)) continue;
      ending.set(pid, { commandLine: await commandLineOf(pid), since: Date.now() });
      sendSignal(pid, "SIGTERM");
    }
    const alive = entries.filter(({ pid }) => ending.has(pid));
    const isLate = Date.now() >= giveUpAt;
    for (const { pid } of alive) {
      const since = ending.get(pid)?.since ?? 0;
      if (isLate || Date.now() - since > gracePeriod) sendSignal(pid, "SIGKILL");
    }
    if (isLate || strangers.length + alive.length === 0)
      return [...ending.values()].map(({ commandLine }) => commandLine);
    await wait(pause);
  }
}

/** What the command left outside of its group, which is killed already. */
async function leftProcesses(
  { pid, mark, outputs, isOutputOpen }: EndedCommand,
  entries: readonly ProcessEntry[],
): Promise<ProcessEntry[]> {
  const outside = entries.filter((entry) => entry.group !== pid && entry.pid !== process.pid);
  const marked = await markedProcesses(outside, mark);
  const holders = isOutputOpen() && outputs.length > 0 ? await holding(outside, outputs) : [];
  const left = [...new Set([...marked, ...holders])];
  const commandLines = await Promise.all(left.map((entry) => commandLineOf(entry.pid)));
  const known = left.filter((_, index) => isBuildDaemon(commandLines[index] ?? ""));
  const spared = withDescendants(
    known.map((entry) => entry.pid),
    entries,
  );
  return left.filter((entry) => !spared.has(entry.pid));
}

async function culprits(
  { outputs, isOutputOpen }: EndedCommand,
  strangers: readonly ProcessEntry[],
  entries: readonly ProcessEntry[],
): Promise<ProcessEntry[]> {
  if (strangers.length === 0) return [];
  const isUnknown = outputs.length === 0 && isOutputOpen();
  const holders = isUnknown ? strangers : await holding(strangers, outputs);
  const found = new Set(holders.map(({ pid }) => pid));
  for (const { pid } of await listening(strangers)) found.add(pid);
  // One that starts its server again and again holds neither itself.
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    const parents = new Set(strangers.filter(({ pid }) => found.has(pid)).map(({ parent }) => parent));
    for (const { pid } of strangers) if (parents.has(pid)) found.add(pid);
  }
  const all = withDescendants(found, entries);
  return strangers.filter(({ pid }) => all.has(pid));
}

async function holding(
  entries: readonly ProcessEntry[],
  outputs: readonly string[],
): Promise<ProcessEntry[]> {
  const opened = await Promise.all(entries.map(({ pid }) => descriptorsOf(pid)));
  return entries.filter((_, index) => opened[index]?.some((target) => outputs.includes(target)));
}

/** Asks each process itself: it may be in a network of its own. */
async function listening(entries: readonly ProcessEntry[]): Promise<ProcessEntry[]> {
  const answers = await Promise.all(
    entries.map(async ({ pid }) => {
      const tables = await Promise.all(
        ["tcp", "tcp6"].map((table) => readFile(`/proc/${pid}/net/${table}`, "utf8").catch(() => "")),
      );
      const sockets = new Set(tables.flatMap(listeningSockets));
      return sockets.size > 0 && (await descriptorsOf(pid)).some((target) => sockets.has(target));
    }),
  );
  return entries.filter((_, index) => answers[index]);
}

/** A line's fourth column is the state, `0A` where it listens, and its tenth the socket's inode. */
function listeningSockets(table: string): string[] {
  const rows = table.split("\n").map((line) => line.trim().split(/\s+/));
  return rows.filter((columns) => columns[3] === "0A").map((columns) => `socket:[${columns[9]}]`);
}

async function descriptorsOf(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => "")));
}

async function commandLineOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return text.replaceAll("\0", " ").trim().slice(0, longestCommandLine);
}
