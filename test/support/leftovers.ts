import { readdir, readlink } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { runsFolderOf } from "../../src/runs/run-folder.js";

/** Resolves when no process works in one of the folders; rejects when one still does after a minute. */
export async function nobodyIn(...folders: string[]): Promise<void> {
  const giveUpAt = Date.now() + 60_000;
  for (let left = await processesIn(folders); left.length > 0; left = await processesIn(folders)) {
    if (Date.now() > giveUpAt) throw new Error(`Processes are left: ${left.join(", ")}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Linux tells; elsewhere nothing is found. */
async function processesIn(folders: string[]): Promise<string[]> {
  const ids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const places = await Promise.all(ids.map((id) => readlink(`/proc/${id}/cwd`).catch(() => "")));
  return ids.filter((_, index) =>
    folders.some((folder) => `${places[index]}${sep}`.startsWith(`${folder}${sep}`)),
  );
}

/** What the plugin has in OpenCode's temporary folder, in the folders that stay and beside them and OpenCode's own. */
export async function temporaryFiles(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => !/^opencode$|^\..+\.so$/.test(name));
  const stay = names.filter((name) => /^orchestrator-(?:copies|results)-/.test(name));
  const inside = await Promise.all(
    stay.map(async (name) => (await readdir(join(folder, name))).map((inner) => join(name, inner))),
  );
  return [...names.filter((name) => !stay.includes(name)), ...inside.flat()].sort();
}

/** Files of a project that must not outlive a run: locks, and what was to be renamed. */
export async function unfinishedFiles(project: string): Promise<string[]> {
  const folder = runsFolderOf(project);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(project, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((path) => /lock\.json|\.tmp$|\.lock$|staging/.test(path));
}
