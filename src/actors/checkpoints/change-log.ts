import { readFile } from "node:fs/promises";
import { ActorError } from "../../contracts/failure.js";
import * as z from "../../contracts/zod.js";
import { writeAtomically } from "../../files/write-atomically.js";

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
      /** Those of `others` that are gone, and that the agent may have deleted as well. */
      unclear: z.array(z.string()).default([]),
      /** Files that editing tools wrote and that no tree holds. */
      unseen: z.array(z.object({ path: z.string(), reason: z.string() })).default([]),
    })
    .optional(),
});

const entrySchema = z.object({ mode: z.string(), blob: z.string() });

const settledSchema = z.object({
  at: z.number(),
  path: z.string(),
  /** `null`: no file. */
  before: entrySchema.nullable(),
  after: entrySchema.nullable(),
  /** Else someone saved it while a check ran. */
  byCheck: z.boolean(),
  /** The file's ctime before the check, where a change was under way. */
  changedAt: z.number().optional(),
});

const changeLogSchema = z.object({
  /** Logs of version 1 have no settled files. */
  version: z.literal([1, 2]).transform(() => 2 as const),
  /** Counts saves and the starts and ends of changes: what came before what. */
  sequence: z.number(),
  /** By tree, the last time it was saved. */
  saves: z.record(z.string(), z.object({ at: z.number(), ignored: z.string() })),
  windows: z.array(windowSchema),
  /** What was nobody's change while checks ran, in order. */
  settled: z.array(settledSchema).default([]),
});

export type Snapshot = z.infer<typeof snapshotSchema>;
export type WindowEnd = NonNullable<z.infer<typeof windowSchema>["closed"]>;
export type SettledFile = z.infer<typeof settledSchema>;
export type ChangeLog = z.infer<typeof changeLogSchema>;

/** @throws ActorError naming the file and the cause when it is there but cannot be read */
export async function readChangeLog(file: string): Promise<ChangeLog> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw unreadable(file, error);
  });
  if (text === undefined) return changeLogSchema.parse({ version: 2, sequence: 0, saves: {}, windows: [] });
  try {
    return changeLogSchema.parse(JSON.parse(text));
  } catch (error) {
    throw unreadable(file, error);
  }
}

export function writeChangeLog(file: string, log: ChangeLog): Promise<void> {
  return writeAtomically(file, JSON.stringify(log));
}

/** The tree that was saved last. */
export function lastSave({ saves }: ChangeLog): Snapshot | undefined {
  const [last] = Object.entries(saves).sort(([, a], [, b]) => b.at - a.at);
  return last && { tree: last[0], ignored: last[1].ignored };
}

function unreadable(file: string, cause: unknown): ActorError {
  const text = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
  const reason = text.replace(/\s+/g, " ");
  const message = `${file} cannot be read: ${reason}. Mend it, or delete it to give up rolling earlier changes back`;
  return new ActorError({ kind: "tool", actor: "checkpoint", message, retryable: false }, { cause });
}
