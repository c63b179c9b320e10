import type { Limits } from "../machine/context.js";
import type { RunSnapshot } from "../machine/status.js";
import type { EventLine, NoteLine, RunHeader } from "./journal-line.js";
import { type JournalContent, readJournal, reasonOf } from "./read-journal.js";
import { initialState, replay, restored } from "./replay.js";
import { runFiles } from "./run-folder.js";
import { RunUnreadable } from "./run-unreadable.js";
import { readSnapshotFile, type SnapshotContent } from "./snapshot-file.js";

/** A run as its folder has it. */
export interface StoredRun {
  folder: string;
  header: RunHeader;
  /** Where the chart stood when the last event was written. */
  state: RunSnapshot;
  /** Where the journal goes on: after which line, and at which byte, which is 0 where its first line is damaged. */
  end: JournalContent["end"];
  events: EventLine[];
  notes: NoteLine[];
  /** What could not be read and was not needed. */
  problems: string[];
}

/**
 * Reads a run: the last snapshot and the events after it, or all events where there is no snapshot that fits.
 * @throws RunUnreadable naming the file, the cause and what to do. Nothing is changed or deleted.
 */
export async function readRun(folder: string): Promise<StoredRun> {
  const files = runFiles(folder);
  const problems: string[] = [];
  const journal = await readJournal(files.journal);
  const snapshot = await readSnapshotFile(files.snapshot).catch((error: unknown) => {
    problems.push(reasonOf(error));
    return undefined;
  });
  const header = journal.header ?? snapshot?.header;
  if (!header) throw new RunUnreadable(files.journal, "has no readable first line, which identifies the run");
  if (snapshot && snapshot.header.run !== header.run) {
    throw new RunUnreadable(files.snapshot, `is of run ${snapshot.header.run}, not of ${header.run}`);
  }
  const state = rebuilt(files, header, journal, snapshot, problems);
  const isBehind = snapshot !== undefined && journal.end.seq < snapshot.seq;
  if (isBehind) problems.push(`${files.journal} ends before the last snapshot; what came after that is lost`);
  const end = { ...journal.end, seq: Math.max(journal.end.seq, snapshot?.seq ?? 0) };
  return { folder, header, state, end, events: journal.events, notes: journal.notes, problems };
}

/** The session that shows a stored run. */
export function sessionOf({ header, notes }: StoredRun): string {
  const adopted = notes.flatMap(({ note }) => (note.type === "run.adopted" ? [note.session] : []));
  return adopted.at(-1) ?? header.session;
}

/** From the snapshot where there is one that fits, else from the beginning. */
function rebuilt(
  files: ReturnType<typeof runFiles>,
  header: RunHeader,
  { events, notes, end }: JournalContent,
  snapshot: SnapshotContent | undefined,
  problems: string[],
): RunSnapshot {
  const missingAfter = (seq: number) => firstMissing([...events, ...notes], seq, end.seq);
  const from = (seq: number, base: () => RunSnapshot): RunSnapshot => {
    const missing = missingAfter(seq);
    if (missing === undefined)
      return replay(
        base(),
        events.filter((line) => line.seq > seq),
      );
    const reason = `is damaged at line ${missing + 1}, so what happened after it is unknown. Fix the line, or start a new run with /auto; the run's report.json still has its last status`;
    throw new RunUnreadable(files.journal, reason);
  };
  if (snapshot) {
    try {
      const state = from(snapshot.seq, () => restored(snapshot.state));
      if (end.seq > snapshot.seq && missingAfter(0) !== undefined)
        problems.push(`${files.journal} is damaged, before the last snapshot`);
      return state;
    } catch (cause) {
      problems.push(`${files.snapshot} does not fit: ${reasonOf(cause)}`);
    }
  }
  try {
    return from(0, () => initialState(header.limits as Partial<Limits>));
  } catch (cause) {
    if (cause instanceof RunUnreadable) throw cause;
    const reason = `does not fit the statechart of this version: ${reasonOf(cause)}. Resume it with the version that wrote it, or start a new run with /auto`;
    throw new RunUnreadable(files.journal, reason, { cause });
  }
}

/** The first number after `from` that no line has, up to `to`. */
function firstMissing(lines: readonly { seq: number }[], from: number, to: number): number | undefined {
  const present = new Set(lines.map(({ seq }) => seq));
  for (let seq = from + 1; seq <= to; seq++) if (!present.has(seq)) return seq;
  return undefined;
}
