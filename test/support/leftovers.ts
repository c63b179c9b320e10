import { readdir, readlink } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Processes that work in one of the folders. Linux tells; elsewhere nothing is found. */
export async function processesIn(...folders: string[]): Promise<number[]> {
  const ids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const places = await Promise.all(ids.map((id) => readlink(`/proc/${id}/cwd`).catch(() => "")));
  return ids
    .filter((_, index) => folders.some((folder) => `${places[index]}${sep}`.startsWith(`${folder}${sep}`)))
    .map(Number);
}

/** Files of a project that must not outlive a run: locks, and what was to be renamed. */
export async function unfinishedFiles(project: string): Promise<string[]> {
  const folder = join(project, ".opencode", "orchestrator");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(project, join(entry.parentPath, entry.name)))
    .filter((path) => /lock\.json|\.tmp$|\.lock$|staging/.test(path));
}
