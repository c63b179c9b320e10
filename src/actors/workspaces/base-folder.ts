import { lstat, mkdir, realpath, stat, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refusal } from "./budget.js";
import { isInside } from "./path-map.js";

const memoryFileSystem = 0x01021994;

/**
 * The folder for this user's copies, made where it is missing: outside of the repository, where no tool that runs in
 * it looks, and without a dot in its name, since many tools pass over hidden folders. A temporary folder on the
 * repository's own file system comes first (hard links), then one that is not in memory.
 *
 * @param top the repository's root, absolute
 * @throws ActorError of `checks` when no temporary folder can be used
 */
export async function baseFolder(top: string): Promise<string> {
  const ranked: { parent: string; rank: number }[] = [];
  for (const parent of await temporaryFolders()) {
    if (!isInside(top, parent)) ranked.push({ parent, rank: await rankOf(parent, top) });
  }
  for (const { parent } of ranked.sort((one, other) => one.rank - other.rank)) {
    const folder = join(parent, folderName("copies"));
    if (await isOurs(folder)) return folder;
  }
  throw refusal(`No temporary folder outside of ${top} can be written. Set TMPDIR to one`);
}

/** The folder for what this user's checks write beside the tree, made where it is missing; nothing where it is another's. */
export async function resultsFolder(): Promise<string | undefined> {
  const folder = join(await realpath(tmpdir()), folderName("results"));
  return (await isOurs(folder)) ? folder : undefined;
}

/** Every folder that may hold copies of this user, or what its checks wrote. */
export async function baseFolders(): Promise<string[]> {
  const names = [folderName("copies"), folderName("results")];
  return (await temporaryFolders()).flatMap((parent) => names.map((name) => join(parent, name)));
}

async function temporaryFolders(): Promise<string[]> {
  const candidates = process.platform === "win32" ? [tmpdir()] : [tmpdir(), "/var/tmp"];
  const real = await Promise.all(candidates.map((folder) => realpath(folder).catch(() => [])));
  return [...new Set(real.flat())];
}

async function rankOf(parent: string, top: string): Promise<number> {
  const [here, there] = await Promise.all([stat(parent), stat(top)]);
  if (here.dev === there.dev) return 0;
  const { type } = await statfs(parent);
  return type === memoryFileSystem ? 2 : 1;
}

function folderName(content: "copies" | "results"): string {
  return `orchestrator-${content}-${process.getuid?.() ?? "user"}`;
}

/** In a temporary folder that all users share, another one may have been faster. */
async function isOurs(folder: string): Promise<boolean> {
  await mkdir(folder, { mode: 0o700 }).catch(() => undefined);
  const stats = await lstat(folder).catch(() => undefined);
  if (!stats?.isDirectory()) return false;
  return process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o022) === 0);
}
