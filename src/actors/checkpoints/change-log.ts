import { readFile } from "node:fs/promises";
import { z } from "zod";
import { ActorError } from "../../contracts/failure.js";
import { writeAtomically } from "../../files/write-atomically.js";
import type { FileEntry, TreeDifference } from "./tree-store.js";

const snapshotSchema = z.object({
  tree: z.string(),
  /** The blob of the list of files that were ignored then. */
  ignored: z.string(),
});

const windowSchema = z.object({
  openedAt: z.number(),
  before: snapshotSchema,
  /** Absent while the change goes on, or after a crash in it. */
  closed: z
    .object({
      at: z.number(),
      tree: z.string(),
      /** Paths that only someone else changed meanwhile: no part of the change. */
      others: z.array(z.string()).default([]),
      /** Paths that someone else changed meanwhile, after the agent. */
      shared: z.array(z.string()).default([]),
    })
    .optional(),
});

const changeLogSchema = z.object({
  version: z.literal(1),
  /** Counts saves and the starts and ends of changes: what came before what. */
  sequence: z.number(),
  /** By tree, the last time it was saved. */
  saves: z.record(z.string(), z.object({ at: z.number(), ignored: z.string() })),
  windows: z.array(windowSchema),
  /** What only others changed during changes that were taken back, and when. */
  others: z.array(z.object({ path: z.string(), at: z.number() })).default([]),
});

export type Snapshot = z.infer<typeof snapshotSchema>;
export type WindowEnd = NonNullable<z.infer<typeof windowSchema>["closed"]>;
export type ChangeLog = z.infer<typeof changeLogSchema>;

/** @throws ActorError naming the file and the cause when it is there but cannot be read */
export async function readChangeLog(file: string): Promise<ChangeLog> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw unreadable(file, error);
  });
  if (text === undefined) return { version: 1, sequence: 0, saves: {}, windows: [], others: [] };
  try {
    return changeLogSchema.parse(JSON.parse(text));
  } catch (error) {
    throw unreadable(file, error);
  }
}

export function writeChangeLog(file: string, log: ChangeLog): Promise<void> {
  return writeAtomically(file, JSON.stringify(log));
}

/** The snapshot of a tree that the log knows. */
export function findSnapshot({ saves, windows }: ChangeLog, tree: string): Snapshot | undefined {
  const save = saves[tree];
  if (save) return { tree, ignored: save.ignored };
  return windows.findLast(({ before }) => before.tree === tree)?.before;
}

export interface OwnedDifference extends TreeDifference {
  isShared: boolean;
}

export interface OwnedFile {
  path: string;
  /** Before the first of the changes. */
  target: FileEntry | undefined;
  /** After the last of them. */
  left: FileEntry | undefined;
  /** Someone else changed it after the first of them began. */
  isShared: boolean;
}

/** The files that changes brought about, from each change's own differences, in their order. */
export function ownedFiles(changes: readonly (readonly OwnedDifference[])[]): OwnedFile[] {
  const owned = new Map<string, OwnedFile>();
  for (const { path, before, after, isShared } of changes.flat()) {
    const known = owned.get(path);
    const wasShared = known !== undefined && (known.isShared || !isSameEntry(known.left, before));
    const target = known ? known.target : before;
    owned.set(path, { path, target, left: after, isShared: isShared || wasShared });
  }
  return [...owned.values()];
}

export function isSameEntry(a: FileEntry | undefined, b: FileEntry | undefined): boolean {
  return a?.mode === b?.mode && a?.blob === b?.blob;
}

function unreadable(file: string, cause: unknown): ActorError {
  const text = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
  const reason = text.replace(/\s+/g, " ");
  const message = `${file} cannot be read: ${reason}. Mend it, or delete it to give up rolling earlier changes back`;
  return new ActorError({ kind: "tool", actor: "checkpoint", message, retryable: false }, { cause });
}
