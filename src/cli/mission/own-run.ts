import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { lockFileOf, runFiles, runFolders } from "../../runs/run-folder.js";
import { readLock } from "../../runs/run-lock.js";
import { isCutOff } from "./outcome.js";

/** How far the runs of a folder were at some time. */
export interface RunsSeen {
  /** Run folder → the length of its journal. */
  journals: ReadonlyMap<string, number>;
  /** The run that a live OpenCode works on. */
  held: string | undefined;
}

/** Looks at the runs before a call of OpenCode. */
export async function seeRuns(folder: string): Promise<RunsSeen> {
  const lengths = (await runFolders(folder)).map(async (run) => [run, (await journalOf(run)).size] as const);
  return { journals: new Map(await Promise.all(lengths)), held: await heldRun(folder) };
}

/**
 * The folder of the run that was begun or went on since then, when the call of OpenCode has ended. What another
 * OpenCode works on is not its own.
 */
export async function findOwnRun(folder: string, before: RunsSeen): Promise<string | undefined> {
  const foreign = [before.held, await heldRun(folder)];
  const folders = (await runFolders(folder)).filter((run) => !foreign.includes(basename(run)));
  const runs = await Promise.all(folders.map(async (run) => ({ run, ...(await journalOf(run)) })));
  const grown = runs.filter(({ run, size }) => size > (before.journals.get(run) ?? 0));
  return grown.sort((one, other) => other.changed - one.changed)[0]?.run;
}

/** Whether a run that was begun or went on since then is at work still. One that rests is held, too. */
export async function isAtWork(folder: string, before: RunsSeen): Promise<boolean> {
  const held = await heldRun(folder);
  if (held === undefined || held === before.held) return false;
  const run = (await runFolders(folder)).find((path) => basename(path) === held);
  return run !== undefined && (await isCutOff(run));
}

async function journalOf(run: string): Promise<{ size: number; changed: number }> {
  const found = await stat(runFiles(run).journal).catch(() => undefined);
  return { size: found?.size ?? 0, changed: found?.mtimeMs ?? 0 };
}

async function heldRun(folder: string): Promise<string | undefined> {
  const lock = await readLock(lockFileOf(folder)).catch(() => undefined);
  return lock && !lock.isStale ? lock.holder.run : undefined;
}
