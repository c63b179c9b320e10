import { linkSync, mkdirSync, type Stats } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setImmediate as othersTurn } from "node:timers/promises";
import type { SeenFile } from "../../contracts/checkpoints.js";
import * as z from "../../contracts/zod.js";
import { writeAtomically } from "../../files/write-atomically.js";

/** What a file looks like without reading it. */
export type FileLook = Pick<Stats, "dev" | "ino" | "size" | "mtimeMs" | "ctimeMs" | "mode">;

export interface KnownFile extends FileLook {
  blob: string;
}

/** A file that was read, and what it was then. */
export interface KnownEntry extends FileLook {
  entry: SeenFile;
}

export interface KnownFiles {
  files: ReadonlyMap<string, KnownFile>;
  /** The store that has their blobs. */
  store: string;
}

const fileName = "known-files.json";
const numbers = { dev: z.number(), ino: z.number(), size: z.number() };
const times = { mtimeMs: z.number(), ctimeMs: z.number(), mode: z.number() };
const schema = z.object({
  version: z.literal(1),
  worktree: z.string(),
  hash: z.string(),
  files: z.record(z.string(), z.object({ ...numbers, ...times, blob: z.string() })),
});

export function lookOf({ dev, ino, size, mtimeMs, ctimeMs, mode }: FileLook): FileLook {
  return { dev, ino, size, mtimeMs, ctimeMs, mode };
}

export function looksTheSame(a: FileLook, b: FileLook): boolean {
  return (
    a.ctimeMs === b.ctimeMs &&
    a.mtimeMs === b.mtimeMs &&
    a.size === b.size &&
    a.ino === b.ino &&
    a.dev === b.dev &&
    a.mode === b.mode
  );
}

/** Keeps what files looked like and where their content is, for later processes and runs. */
export function writeKnownFiles(
  stateFolder: string,
  owner: { worktree: string; hash: string },
  files: ReadonlyMap<string, KnownFile>,
): Promise<void> {
  const kept = { version: 1, ...owner, files: Object.fromEntries(files) };
  return writeAtomically(join(stateFolder, fileName), JSON.stringify(kept));
}

/** What was kept in this folder, or else in the newest one beside it. Nothing where that cannot be read. */
export async function readKnownFiles(
  stateFolder: string,
  owner: { worktree: string; hash: string },
): Promise<KnownFiles | undefined> {
  for (const folder of [stateFolder, ...(await foldersBeside(stateFolder))]) {
    const text = await readFile(join(folder, fileName), "utf8").catch(() => undefined);
    if (text === undefined) continue;
    try {
      const { files, ...kept } = schema.parse(JSON.parse(text));
      if (kept.worktree !== owner.worktree || kept.hash !== owner.hash) continue;
      return { files: new Map(Object.entries(files)), store: join(folder, "checkpoints.git") };
    } catch {}
  }
  return undefined;
}

async function foldersBeside(stateFolder: string): Promise<string[]> {
  const parent = dirname(stateFolder);
  const names = await readdir(parent).catch((): string[] => []);
  const times = await Promise.all(
    names.map(async (name) => {
      const folder = join(parent, name);
      const written = await stat(join(folder, fileName)).catch(() => undefined);
      return written && folder !== stateFolder ? [{ folder, at: written.mtimeMs }] : [];
    }),
  );
  return times
    .flat()
    .sort((a, b) => b.at - a.at)
    .map(({ folder }) => folder);
}

const linksAtATime = 256;

/** Gives a store what another one has of some blobs, by hard links. What cannot be linked is left out. */
export async function linkBlobs(from: string, to: string, blobs: readonly string[]): Promise<void> {
  const folders = new Set<string>();
  for (const [index, blob] of blobs.entries()) {
    const [folder, name] = [blob.slice(0, 2), blob.slice(2)];
    try {
      if (!folders.has(folder)) mkdirSync(join(to, "objects", folder), { recursive: true });
      folders.add(folder);
      linkSync(join(from, "objects", folder, name), join(to, "objects", folder, name));
    } catch {}
    if (index % linksAtATime === 0) await othersTurn();
  }
}
