import { basename } from "node:path";
import type { Report } from "../../contracts/report.js";
import { toReport } from "../../machine/report.js";
import { restStatus } from "../../machine/status.js";
import { reportOf } from "../../report/run-report.js";
import { reasonOf } from "../../runs/read-journal.js";
import { lockFileOf } from "../../runs/run-folder.js";
import { readLock } from "../../runs/run-lock.js";
import { readRun, type StoredRun, sessionOf } from "../../runs/stored-run.js";
import { readReport } from "../mission/outcome.js";

/** What is known of a run: from its report, its journal, and the lock of the worktree. */
export interface KnownRun {
  id: string;
  folder: string;
  /** The report's status, or `interrupted`, `at work in process 123` or `unreadable`. */
  status: string;
  /** Of where it stands now, also while it works. */
  report: Report | undefined;
  /** As its journal has it, where that was needed and can be read. */
  stored: StoredRun | undefined;
  problems: readonly string[];
}

/** @param folder the run's own */
export async function readKnownRun(project: string, folder: string): Promise<KnownRun> {
  const id = basename(folder);
  const written = await readReport(folder);
  const known = { id, folder, report: written, stored: undefined, problems: [] };
  if (written?.endedAt) return { ...known, status: written.status };
  const working = await atWork(project, id);
  try {
    const stored = await readRun(folder);
    const status = working ?? restStatus(stored.state) ?? "interrupted";
    return { ...known, status, report: reportNow(stored), stored, problems: stored.problems };
  } catch (error) {
    return { ...known, status: working ?? written?.status ?? "unreadable", problems: [reasonOf(error)] };
  }
}

/** A run that was resumed after its last report has gone on since; its journal knows how far. */
function reportNow(stored: StoredRun): Report {
  const { state, header, events } = stored;
  const { run, command, startedAt } = header;
  const identity = { run, session: sessionOf(stored), command, startedAt };
  return (
    reportOf(state, identity, events.at(-1)?.at ?? startedAt) ?? toReport(state.context, "paused", identity)
  );
}

async function atWork(project: string, run: string): Promise<string | undefined> {
  const lock = await readLock(lockFileOf(project)).catch(() => undefined);
  return lock?.holder.run === run && !lock.isStale ? `at work in process ${lock.holder.pid}` : undefined;
}
