import { reportOf, writeReport } from "../../report/run-report.js";
import { reasonOf } from "../../runs/read-journal.js";
import { runFiles, unfinishedRunFolders } from "../../runs/run-folder.js";
import { readRun, type StoredRun, sessionOf } from "../../runs/stored-run.js";
import type { Host } from "../ports.js";

/** What the folder of runs says of the newest one that has not ended. */
export type Found =
  | { type: "none" }
  | { type: "run"; stored: StoredRun }
  /** Its files cannot be used; the text says which, and why. */
  | { type: "unreadable"; text: string };

/**
 * Finds the run to go on with.
 * @param id a run's id, or nothing for the newest
 */
export async function findStoredRun(host: Host, id?: string): Promise<Found> {
  const folders = await unfinishedRunFolders(host.folder);
  for (const folder of folders.filter((path) => !id || path.endsWith(id))) {
    try {
      const stored = await readRun(folder);
      if (stored.state.status === "active") return { type: "run", stored };
      await writeLateReport(stored);
    } catch (error) {
      return { type: "unreadable", text: reasonOf(error) };
    }
  }
  return { type: "none" };
}

/** The process ended between the run's end and its report. */
async function writeLateReport(stored: StoredRun): Promise<void> {
  const { header, events, state, folder } = stored;
  const endedAt = events.at(-1)?.at ?? header.startedAt;
  const { run, command, startedAt } = header;
  const report = reportOf(state, { run, session: sessionOf(stored), command, startedAt }, endedAt);
  if (report) await writeReport(runFiles(folder).report, report);
}
