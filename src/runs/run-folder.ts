import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { removeOlderFolder } from "./older-folder.js";
import { findRunsPlaces } from "./runs-place.js";

/** Held by the one run of a git worktree, whatever folder of it OpenCode works in. */
export function lockFileOf(project: string): string {
  return findRunsPlaces(project).own.lockFile;
}

/** Held by a run of an earlier version, or of one that found the worktree otherwise. */
export function otherLockFilesOf(project: string): string[] {
  return findRunsPlaces(project).others.map(({ lockFile }) => lockFile);
}

/** Makes the folder of a run and returns its path. */
export async function createRunFolder(project: string, run: string): Promise<string> {
  const folder = join(runsFolderOf(project), run);
  await mkdir(folder, { recursive: true });
  await removeOlderFolder(project);
  return folder;
}

/** Where new runs of a folder are made. */
export function runsFolderOf(project: string): string {
  return findRunsPlaces(project).own.folder;
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
  const { own, others } = findRunsPlaces(project);
  const folders = await Promise.all([own, ...others].map(({ folder }) => runsIn(folder)));
  return folders.flat().sort((one, other) => (basename(one) < basename(other) ? 1 : -1));
}

async function runsIn(parent: string): Promise<string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(parent, name));
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

/** Whether a run has ended, as far as its report tells: one without may still be resumed. */
export async function hasEnded(folder: string): Promise<boolean> {
  const text = await readFile(runFiles(folder).report, "utf8").catch(() => "");
  try {
    const { status } = JSON.parse(text) as { status?: string };
    return endings.includes(status ?? "");
  } catch {
    return false;
  }
}
