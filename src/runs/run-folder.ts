import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

/** Where runs live, relative to the folder that OpenCode works in. Its own `.gitignore` keeps it out of git. */
export const runsFolder = join(".opencode", "orchestrator");

/** Held by the one run of a git worktree, whatever folder of it OpenCode works in. */
export function lockFileOf(worktree: string): string {
  return join(worktree, runsFolder, "lock.json");
}

/** Makes the folder of a run and returns its path. */
export async function createRunFolder(project: string, run: string): Promise<string> {
  const folder = join(project, runsFolder, run);
  await mkdir(folder, { recursive: true });
  await writeFile(join(project, runsFolder, ".gitignore"), "*\n");
  return folder;
}

/** The files of a run's folder. */
export function runFiles(folder: string) {
  return {
    journal: join(folder, "journal.jsonl"),
    snapshot: join(folder, "snapshot.json"),
    report: join(folder, "report.json"),
    checks: join(folder, "checks"),
  };
}

/** The folders of all runs, the newest first. One that was made just before a crash holds no run yet. */
export async function runFolders(project: string): Promise<string[]> {
  const entries = await readdir(join(project, runsFolder), { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const folders = names
    .sort()
    .reverse()
    .map((name) => join(project, runsFolder, name));
  const begun = await Promise.all(folders.map(hasBegun));
  return folders.filter((_, index) => begun[index]);
}

/** The folders of runs that have not ended as far as their reports tell, the newest first. */
export async function unfinishedRunFolders(project: string): Promise<string[]> {
  const folders = await runFolders(project);
  const ended = await Promise.all(folders.map(hasEnded));
  return folders.filter((_, index) => !ended[index]);
}

/** Removes what a crash left of files that were being written: nobody reads them. */
export async function removeHalfWritten(folder: string): Promise<void> {
  const names = await readdir(folder);
  const halves = names.filter((name) => /\.[0-9a-f-]{36}\.tmp$/.test(name));
  await Promise.all(halves.map((name) => rm(join(folder, name), { force: true })));
}

async function hasBegun(folder: string): Promise<boolean> {
  const { journal, snapshot, report } = runFiles(folder);
  const names = await readdir(folder).catch((): string[] => []);
  return [journal, snapshot, report].some((file) => names.includes(basename(file)));
}

const endings = ["verified", "unverified", "stopped", "failed"];

async function hasEnded(folder: string): Promise<boolean> {
  const text = await readFile(runFiles(folder).report, "utf8").catch(() => "");
  try {
    const { status } = JSON.parse(text) as { status?: string };
    return endings.includes(status ?? "");
  } catch {
    return false;
  }
}
