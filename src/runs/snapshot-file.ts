import { readFile } from "node:fs/promises";
import type { Snapshot } from "xstate";
import * as z from "../contracts/zod.js";
import { formatVersion, headerSchema } from "./journal-line.js";
import { reasonOf } from "./read-journal.js";
import { RunUnreadable } from "./run-unreadable.js";

const versionSchema = z.looseObject({ version: z.unknown() });

const snapshotSchema = z.object({
  version: z.literal(formatVersion),
  header: headerSchema,
  /** The last line of the journal that the state has in it. */
  seq: z.number().int().nonnegative(),
  state: z.looseObject({ value: z.unknown(), context: z.looseObject({}), status: z.string() }),
});

export interface SnapshotContent {
  header: z.infer<typeof headerSchema>;
  seq: number;
  state: Snapshot<unknown>;
}

export function snapshotText({ header, seq, state }: SnapshotContent): string {
  return JSON.stringify({ version: formatVersion, header, seq, state });
}

/**
 * @returns nothing where there is no snapshot
 * @throws RunUnreadable when it is there but is no snapshot of this version
 */
export async function readSnapshotFile(file: string): Promise<SnapshotContent | undefined> {
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw new RunUnreadable(file, `cannot be read: ${reasonOf(cause)}`, { cause });
  });
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const version = versionSchema.safeParse(value).data?.version;
    if (version !== undefined && version !== formatVersion) throw new Error(`it is of version ${version}`);
    const { header, seq, state } = snapshotSchema.parse(value);
    return { header, seq, state: state as unknown as Snapshot<unknown> };
  } catch (cause) {
    throw new RunUnreadable(file, `is not a snapshot of version ${formatVersion}: ${reasonOf(cause)}`, {
      cause,
    });
  }
}
