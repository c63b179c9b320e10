import { open, stat } from "node:fs/promises";
import { toReport } from "../machine/report.js";
import { currentQuestion, type RunSnapshot, restStatus } from "../machine/status.js";
import { findTask } from "../machine/task-queue.js";
import { reportOf } from "../report/run-report.js";
import { parseLine, wholeLines } from "../runs/read-journal.js";
import { replay } from "../runs/replay.js";
import { runFiles } from "../runs/run-folder.js";
import { readLock } from "../runs/run-lock.js";
import { readRun, type StoredRun, sessionOf } from "../runs/stored-run.js";
import { heldRun } from "./newest-run.js";
import type { ShownRun } from "./shown-run.js";
import { stateName } from "./state-name.js";

/** Reads a run that goes on. What was read before is not read again. */
export interface RunReader {
  /** @throws RunUnreadable when its files cannot be used */
  read(): Promise<ShownRun>;
}

/** A lock's time gets newer every two seconds, in milliseconds. */
const surelyAlive = 8_000;

export function createRunReader(folder: string, lockFile: string): RunReader {
  const { journal } = runFiles(folder);
  let stored: StoredRun | undefined;
  let inode = 0;
  let refused: { size: number; error: unknown } | undefined;

  /** Takes the new lines; false where they do not follow those before. */
  const takeNew = async (run: StoredRun): Promise<boolean> => {
    const { size, ino } = await stat(journal);
    if (ino !== inode || size < run.end.length) return false;
    if (size === run.end.length) return true;
    for (const { text, end } of wholeLines(await bytesFrom(journal, run.end.length, size))) {
      const line = parseLine(text);
      if (line?.seq !== run.end.seq + 1) return false;
      if ("event" in line) run.state = replay(run.state, [line]);
      else run.notes.push(line);
      run.end = { seq: line.seq, length: run.end.length + end };
    }
    return true;
  };

  return {
    async read() {
      const before = stored;
      stored = undefined;
      if (before && (await takeNew(before))) {
        stored = before;
      } else {
        const { ino, size } = await stat(journal);
        if (refused?.size === size) throw refused.error;
        inode = ino;
        stored = await readRun(folder).catch((error: unknown) => {
          refused = { size, error };
          throw error;
        });
      }
      return toShown(stored, await isHeld(lockFile, stored.header.run));
    },
  };
}

async function bytesFrom(file: string, start: number, end: number): Promise<Buffer> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Whether a living process works on the run. It is asked often, and to ask for a process may start another one. */
async function isHeld(lockFile: string, run: string): Promise<boolean> {
  try {
    if ((await heldRun(lockFile)) !== run) return false;
    if (Date.now() - (await stat(lockFile)).mtimeMs < surelyAlive) return true;
    return (await readLock(lockFile))?.isStale === false;
  } catch {
    return false;
  }
}

function toShown(stored: StoredRun, isAtWork: boolean): ShownRun {
  const { header, state } = stored;
  const { context } = state;
  const { run, command, startedAt } = header;
  const identity = { run, session: sessionOf(stored), command, startedAt };
  const rest = restStatus(state);
  const question = currentQuestion(state);
  const attempt = attemptOf(state);
  return {
    report: reportOf(state, identity, startedAt) ?? toReport(context, "paused", identity),
    standing: rest ?? (isAtWork ? "working" : "interrupted"),
    state: rest ? "" : stateName(state),
    ...(question ? { question: { header: question.header, text: question.text } } : {}),
    ...(attempt ? { attempt } : {}),
    ...(state.status === "active" ? { limits: limitsOf(state) } : {}),
  };
}

function limitsOf({ context }: RunSnapshot): NonNullable<ShownRun["limits"]> {
  const { iterationLimit: iterations, budget, workSeconds } = context;
  return { iterations, budget, minutes: workSeconds / 60 };
}

function attemptOf({ status, context: { work, queue, limits } }: RunSnapshot): ShownRun["attempt"] {
  if (status !== "active" || !work || work.changes === 0 || findTask(queue, work.taskId)?.status !== "active")
    return undefined;
  return { changes: work.changes, retries: work.retries, retryLimit: limits.retryLimit };
}
