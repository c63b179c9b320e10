import { open } from "node:fs/promises";
import type { EventLine, NoteLine, RunHeader } from "../runs/journal-line.js";
import { parseHeader, parseLine, reasonOf, wholeLines } from "../runs/read-journal.js";
import { lookRepeatedly } from "../runs/repeated-look.js";
import { runFiles } from "../runs/run-folder.js";

export interface JournalReader {
  /** The journal begins, or is replaced. What was read before is void. */
  begun(header: RunHeader): void;
  /** Whole lines, in order, as they are written. */
  lines(lines: readonly (EventLine | NoteLine)[]): void;
  /** It cannot be read, or not beyond some line. */
  problem(text: string): void;
}

/** Lines that are written close together are read at once: the run must not wait for its watcher. */
const times = { interval: 500, gatherTime: 10 };
const chunkBytes = 4_194_304;

/** Reads a run's journal from its beginning and goes on as it grows. @returns what ends it */
export function followJournal(folder: string, reader: JournalReader): () => void {
  const file = runFiles(folder).journal;
  let position = 0;
  let inode = 0;
  let isBegun = false;
  /** Of the last line. */
  let seq = 0;
  /** A line is missing: nobody can say what those after it did. */
  let isTorn = false;
  let problem = "";

  const tell = (text: string) => {
    if (text !== problem) reader.problem(text);
    problem = text;
  };

  const take = (bytes: Buffer) => {
    if (isTorn) {
      position += bytes.length;
      return bytes.length;
    }
    const lines: (EventLine | NoteLine)[] = [];
    let end = 0;
    for (const whole of wholeLines(bytes)) {
      end = whole.end;
      if (!isBegun) {
        const header = parseHeader(file, whole.text);
        if (!header) throw new Error(`${file} has no readable first line, which identifies the run`);
        isBegun = true;
        reader.begun(header);
        continue;
      }
      const line = parseLine(whole.text);
      if (line?.seq === seq + 1) {
        lines.push(line);
        seq++;
        continue;
      }
      isTorn = true;
      tell(`${file} is damaged at line ${seq + 1}, so what happened after it is unknown`);
      break;
    }
    position += end;
    if (lines.length > 0) reader.lines(lines);
    return end;
  };

  const read = async () => {
    const handle = await open(file, "r");
    try {
      const { size, ino } = await handle.stat();
      // A damaged journal is started again, and one that ends in mid-line is cut back.
      if (size < position || (inode !== 0 && ino !== inode)) {
        position = 0;
        seq = 0;
        isBegun = false;
        isTorn = false;
      }
      inode = ino;
      let want = chunkBytes;
      while (position < size && !looking.isOver) {
        const length = Math.min(want, size - position);
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
        const taken = take(buffer.subarray(0, bytesRead));
        if (taken > 0) continue;
        if (bytesRead < want) break;
        want *= 2;
      }
    } finally {
      await handle.close();
    }
  };

  const looking = lookRepeatedly(() => read().catch((error: unknown) => tell(reasonOf(error))), times);
  // The folder and not the file, which may be replaced.
  looking.watch(folder);
  return looking.end;
}
