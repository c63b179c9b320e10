import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { errorWords } from "../contracts/error-words.js";
import {
  type EventLine,
  eventLineSchema,
  formatVersion,
  headerSchema,
  type NoteLine,
  noteLineSchema,
  type RunHeader,
} from "./journal-line.js";
import { RunUnreadable } from "./run-unreadable.js";

export interface JournalContent {
  /** Absent where the first line cannot be read. */
  header: RunHeader | undefined;
  events: EventLine[];
  notes: NoteLine[];
  /** The highest number of a readable line, and where the last such line ends in the file. */
  end: { seq: number; length: number };
}

/**
 * Reads what can be read of a journal, in the order of its numbers: lines that cannot be read, or that claim one
 * number for two things, are left out, so that the numbers of the others show a gap.
 * @throws RunUnreadable when the file is not there or is of another version or program
 */
export async function readJournal(file: string): Promise<JournalContent> {
  const bytes = await readFile(file).catch((cause) => {
    throw new RunUnreadable(file, `cannot be read: ${reasonOf(cause)}`, { cause });
  });
  const [first, ...others] = wholeLines(bytes);
  const header = first && parseHeader(file, first.text);
  const content: JournalContent = {
    header,
    events: [],
    notes: [],
    end: { seq: 0, length: header ? first.end : 0 },
  };
  const lines = new Map<number, EventLine | NoteLine | "disputed">();
  for (const { text, end } of others) {
    const line = parseLine(text);
    if (!line) continue;
    const known = lines.get(line.seq);
    lines.set(line.seq, known === undefined || isDeepStrictEqual(known, line) ? line : "disputed");
    content.end = { seq: Math.max(content.end.seq, line.seq), length: end };
  }
  for (const [, line] of [...lines].sort(([a], [b]) => a - b)) {
    if (line === "disputed") continue;
    if ("event" in line) content.events.push(line);
    else content.notes.push(line);
  }
  return content;
}

/** The lines that have their end, and the byte at which the next one begins. */
export function wholeLines(bytes: Buffer): { text: string; end: number }[] {
  const lines: { text: string; end: number }[] = [];
  for (let start = 0, end = 0; ; start = end) {
    end = bytes.indexOf("\n", start) + 1;
    if (end === 0) return lines;
    lines.push({ text: bytes.toString("utf8", start, end), end });
  }
}

/**
 * The first line of a journal; nothing where it is damaged.
 * @throws RunUnreadable when it is of another version or program
 */
export function parseHeader(file: string, text: string): RunHeader | undefined {
  const value = parsed(text);
  const { type, version } = (value ?? {}) as { type?: unknown; version?: unknown };
  if (type === "run" && version !== undefined && version !== formatVersion) {
    const reason = `is of version ${version}, and this orchestrator reads version ${formatVersion}: resume it with the orchestrator that wrote it`;
    throw new RunUnreadable(file, reason);
  }
  if (value !== undefined && type !== "run") {
    throw new RunUnreadable(file, "is not the journal of a run: its first line does not identify one");
  }
  return headerSchema.safeParse(value).data;
}

/** Any other line of a journal; nothing where it is damaged. */
export function parseLine(text: string): EventLine | NoteLine | undefined {
  const value = parsed(text);
  return eventLineSchema.safeParse(value).data ?? noteLineSchema.safeParse(value).data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function reasonOf(error: unknown): string {
  return errorWords(error).replaceAll(/\s+/g, " ");
}
