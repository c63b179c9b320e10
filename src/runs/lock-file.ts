import { randomUUID } from "node:crypto";
import { link, open, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { errorWords } from "../contracts/error-words.js";
import * as z from "../contracts/zod.js";
import { isGone } from "./process-identity.js";

const holderSchema = z.object({
  run: z.string().min(1),
  session: z.string().min(1),
  pid: z.int32().positive(),
  /** Tells the process from a later one with the same id. */
  process: z.string().min(1),
  host: z.string(),
  /** Where OpenCode works. */
  folder: z.string(),
  since: z.iso.datetime(),
  /** Where the lock was made. In a copy of the clone, path and folder are others; in a moved one, the path. */
  place: z.object({ file: z.string(), folder: z.string() }).optional(),
});

/** The run that works in a worktree, and the OpenCode process that it runs in. */
export type LockHolder = z.infer<typeof holderSchema>;

const fileSchema = holderSchema.extend({ version: z.literal(1) });

export interface LockFile {
  text: string;
  holder: LockHolder;
  /** The holder's process is gone for certain, or holds the clone that this one was copied from. */
  isStale: boolean;
  lastAlive: Date;
}

/**
 * @returns `undefined` when there is no such file.
 * @throws Error when it cannot be read or is not a lock; it names the file, the cause and what to do.
 */
export async function readLockFile(file: string): Promise<LockFile | undefined> {
  try {
    const content = await readContent(file);
    if (content === undefined) return undefined;
    const { version: _, ...holder } = parse(content.text);
    const isHere = holder.host === hostname();
    const isStale = isHere && ((await isCopied(file, holder)) || (await isGone(holder.pid, holder.process)));
    return { text: content.text, holder, isStale, lastAlive: content.modified };
  } catch (cause) {
    throw new Error(
      `The run lock ${file} cannot be read (${messageOf(cause)}). Delete it if no OpenCode works in this worktree, then start again.`,
      { cause },
    );
  }
}

/** Where a lock is, to be told from a copy of it. */
export async function placeOf(file: string): Promise<NonNullable<LockHolder["place"]>> {
  const folder = await realpath(dirname(file));
  const { dev, ino } = await stat(folder);
  return { file: join(folder, basename(file)), folder: `${dev}:${ino}` };
}

async function isCopied(file: string, { place }: LockHolder): Promise<boolean> {
  if (!place) return false;
  const here = await placeOf(file);
  return here.folder !== place.folder && here.file !== place.file;
}

/** What a lock file of this holder says. */
export function formatLockFile(holder: LockHolder): string {
  return `${JSON.stringify({ version: 1, ...holder }, null, 2)}\n`;
}

/**
 * Creates a file with its content at once.
 *
 * @returns false when there is one already.
 * @throws Error when it cannot be written; it names the file, the cause and what to do.
 */
export async function createLockFile(file: string, text: string): Promise<boolean> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    // Flushed, or a power cut could leave an empty lock, which nobody may judge.
    await writeFile(temporary, text, { flag: "wx", flush: true });
    await link(temporary, file).catch((error: unknown) => {
      if (hasCode(error, "EEXIST")) throw error;
      // The file system may have no hard links.
      return writeFile(file, text, { flag: "wx", flush: true });
    });
    return true;
  } catch (cause) {
    if (hasCode(cause, "EEXIST")) return false;
    throw new Error(
      `The run lock ${file} cannot be written (${messageOf(cause)}). Make its folder writable, with space left, then start again.`,
      { cause },
    );
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

/** Whether the file says exactly this. */
export async function hasText(file: string, text: string): Promise<boolean> {
  const found = await readFile(file, "utf8").catch((error: unknown) => {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  });
  return found === text;
}

/** Text and time of one and the same file: between two looks at its path it may have been replaced. */
async function readContent(file: string): Promise<{ text: string; modified: Date } | undefined> {
  const handle = await open(file).catch((error: unknown) => {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  try {
    return { text: await handle.readFile("utf8"), modified: (await handle.stat()).mtime };
  } finally {
    await handle.close();
  }
}

function parse(text: string): z.infer<typeof fileSchema> {
  const { success, data, error } = fileSchema.safeParse(JSON.parse(text));
  if (success) return data;
  throw new Error(error.issues.map(({ path, message }) => [...path, message].join(": ")).join("; "));
}

function hasCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === code;
}

function messageOf(cause: unknown): string {
  return errorWords(cause);
}
