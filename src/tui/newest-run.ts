import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { findRunsPlaces } from "../runs/runs-place.js";

/**
 * The folder of the run that holds the worktree, or else of the last one that began; nothing where there is none.
 * It reads a few names and loads next to nothing, since it is asked again and again.
 */
export async function findNewestRun(project: string): Promise<string | undefined> {
  const { own, others } = findRunsPlaces(project);
  const found = await Promise.all([own, ...others].map(({ folder }) => runsIn(folder)));
  const runs = found.flat().sort((one, other) => (basename(one) < basename(other) ? 1 : -1));
  const held = await heldRun(own.lockFile);
  const holder = runs.find((run) => basename(run) === held);
  for (const run of holder ? [holder, ...runs] : runs) if (await hasBegun(run)) return run;
  return undefined;
}

async function runsIn(parent: string): Promise<string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(parent, name));
}

async function hasBegun(run: string): Promise<boolean> {
  const names = await readdir(run).catch((): string[] => []);
  return names.includes("journal.jsonl") || names.includes("report.json");
}

/** The run that its lock names, whether that process lives or not. */
export async function heldRun(lockFile: string): Promise<string | undefined> {
  try {
    return (JSON.parse(await readFile(lockFile, "utf8")) as { run?: string }).run;
  } catch {
    return undefined;
  }
}
