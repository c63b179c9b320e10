import { randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import type { JournalLine, RunHeader } from "./journal-line.js";

/** Everything that happened to a run, a line of JSON each. */
export interface Journal {
  /** Of the last line. */
  readonly seq: number;
  /** How long the file is, in bytes. */
  readonly length: number;
  /**
   * Writes a line to the disk before it returns.
   * @throws when the disk refuses; the line is kept, and written before the next one
   */
  append(line: Unnumbered): void;
  /** Writes the lines that the disk refused. @throws as `append` does */
  flush(): void;
  close(): void;
}

/** A line before the journal gives it its number and time. */
export type Unnumbered = JournalLine extends infer Line
  ? Line extends JournalLine
    ? Omit<Line, "seq" | "at">
    : never
  : never;

/**
 * The file is there with its first line or not at all, so that a folder without one is that of a run that never began.
 * @throws when the file is there already, or cannot be made
 */
export function createJournal(file: string, header: RunHeader): Journal {
  if (existsSync(file)) throw new Error(`${file} already exists: it is another run's`);
  return beginJournal(file, header, 0);
}

/**
 * Goes on with a journal after its last readable line; what a crash left behind that line is cut off. One that
 * cannot be read at all is kept beside the new one.
 */
export function continueJournal(
  file: string,
  header: RunHeader,
  end: { length: number; seq: number },
): Journal {
  if (end.length === 0) {
    copyFileSync(file, `${file}.damaged-${Date.now()}`, constants.COPYFILE_EXCL);
    return beginJournal(file, header, end.seq);
  }
  const descriptor = openSync(file, constants.O_RDWR);
  ftruncateSync(descriptor, end.length);
  return openAt(descriptor, end, []);
}

/** @param seq the number of the last line before it, which a snapshot has in it; 0 for a new run */
function beginJournal(file: string, header: RunHeader, seq: number): Journal {
  const temporary = `${file}.${randomUUID()}.tmp`;
  const descriptor = openSync(temporary, "wx+");
  try {
    const journal = openAt(descriptor, { length: 0, seq }, [`${JSON.stringify(header)}\n`]);
    journal.flush();
    renameSync(temporary, file);
    return journal;
  } catch (error) {
    closeSync(descriptor);
    rmSync(temporary, { force: true });
    throw error;
  }
}

function openAt(
  descriptor: number,
  { length, seq }: { length: number; seq: number },
  unwritten: string[],
): Journal {
  const flush = () => {
    if (unwritten.length === 0) return;
    const bytes = Buffer.from(unwritten.join(""));
    try {
      writeWhole(descriptor, bytes, length);
      fsyncSync(descriptor);
    } catch (error) {
      cutBack(descriptor, length);
      throw error;
    }
    length += bytes.length;
    unwritten = [];
  };
  return {
    get seq() {
      return seq;
    },
    get length() {
      return length;
    },
    append(line) {
      seq++;
      unwritten.push(`${JSON.stringify({ seq, at: new Date().toISOString(), ...line })}\n`);
      flush();
    },
    flush,
    close: () => closeSync(descriptor),
  };
}

/** The place is named, since a write that was refused may have left a part of itself. */
function writeWhole(descriptor: number, bytes: Buffer, position: number): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written, bytes.length - written, position + written);
  }
}

function cutBack(descriptor: number, length: number): void {
  try {
    ftruncateSync(descriptor, length);
  } catch {
    // The next write begins at the same place, and a reader drops what is behind the last whole line.
  }
}
