import { readFile, rm } from "node:fs/promises";
import type { Look, SeenFile } from "../../contracts/checkpoints.js";
import * as z from "../../contracts/zod.js";
import { writeAtomically } from "../../files/write-atomically.js";
import { isSameEntry } from "./owned-files.js";
import type { FileEntry } from "./tree-store.js";

const seenSchema = z.object({
  mode: z.string(),
  blob: z.string(),
  permissions: z.number(),
  changedAt: z.number(),
});

const lookSchema = z.object({
  version: z.literal(1),
  /** A tree that most of the files are as in; `null`: `files` are all. */
  base: z.string().nullable(),
  files: z.record(z.string(), seenSchema.nullable()),
});

export interface Base {
  tree: string;
  entries: ReadonlyMap<string, FileEntry>;
}

/** Keeps a look for after a crash: what differs from a tree, and what is nobody else's to read. */
export function writeLook(file: string, { entries }: Look, base: Base | undefined): Promise<void> {
  const files: [string, SeenFile | null][] = [...entries].filter(
    ([path, entry]) => !isSameEntry(base?.entries.get(path), entry) || (entry.permissions & 0o044) === 0,
  );
  for (const path of base?.entries.keys() ?? []) if (!entries.has(path)) files.push([path, null]);
  const kept = { version: 1, base: base?.tree ?? null, files: Object.fromEntries(files) };
  return writeAtomically(file, JSON.stringify(kept));
}

/**
 * What was kept last; nothing where that cannot be read. Permissions and times of the files that are not kept are
 * those of now.
 */
export async function readLook(
  file: string,
  entriesOf: (tree: string) => Promise<ReadonlyMap<string, FileEntry>>,
  now: Look,
): Promise<Look | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { base, files } = lookSchema.parse(JSON.parse(text));
    const entries = new Map<string, SeenFile>();
    for (const [path, { mode, blob }] of base === null ? [] : await entriesOf(base)) {
      const usual = { permissions: mode === "100755" ? 0o755 : 0o644, changedAt: 0 };
      const { permissions, changedAt } = now.entries.get(path) ?? usual;
      entries.set(path, { mode, blob, permissions, changedAt });
    }
    for (const [path, entry] of Object.entries(files)) {
      if (entry) entries.set(path, entry);
      else entries.delete(path);
    }
    return { entries };
  } catch {
    return undefined;
  }
}

export function forgetLook(file: string): Promise<void> {
  return rm(file, { force: true });
}
