import { createGitCheckpoints } from "../../actors/checkpoints/git-checkpoints.js";
import { settleCut } from "../../actors/checks/settle-cut.js";
import type { Checkpoints } from "../../contracts/checkpoints.js";
import { errorWords } from "../../contracts/error-words.js";
import { continueRun, startRun } from "../../runs/durable-run.js";
import { formatVersion, type RunHeader } from "../../runs/journal-line.js";
import { putBackLostFiles } from "../../runs/lost-files.js";
import { pruneRuns } from "../../runs/prune-runs.js";
import {
  createRunFolder,
  lockFileOf,
  otherLockFilesOf,
  removeHalfWritten,
  runFolders,
} from "../../runs/run-folder.js";
import { acquireLock, type RunLock, readLock } from "../../runs/run-lock.js";
import { readRun, type StoredRun, sessionOf } from "../../runs/stored-run.js";
import { toLimits } from "../options/run-limits.js";
import type { Host, Ports } from "../ports.js";
import type { Transcript } from "../turn/transcript.js";
import { attachedInspector } from "./attached-inspector.js";
import { endDeadCalls } from "./dead-calls.js";
import { createRun, type Run, type RunRequest } from "./run.js";
import { runId } from "./run-id.js";
import { findStoredRun } from "./stored-runs.js";

/** What the user may begin a run with. */
export type MissionCommand = "auto" | "plan" | "search" | "review" | "fix";

const beginnings = {
  auto: "mission.requested",
  plan: "plan.requested",
  search: "search.requested",
  review: "review.requested",
  fix: "fix.requested",
} as const;

/**
 * Starts a run. Everything that is decided from here on is decided by the chart.
 * @throws LockedError when another run of the worktree is alive
 */
export async function startMission(
  request: RunRequest,
  mission: { command: MissionCommand; text: string },
): Promise<Run> {
  const { ports, options, session } = request;
  const { host } = ports;
  const id = runId();
  const header: RunHeader = {
    type: "run",
    version: formatVersion,
    run: id,
    session,
    command: mission.command,
    startedAt: new Date().toISOString(),
    model: request.model(),
    limits: { ...toLimits(options) },
  };
  const interrupted = await findInterrupted(host);
  const inspect = await attachedInspector(host);
  return locked(host, { run: id, session, folder: host.folder }, async (lock) => {
    if (interrupted) await endOpenChange(ports, interrupted);
    const folder = await createRunFolder(host.folder, id);
    await pruneOldRuns(host, options.keepRuns);
    const checkpoints = await createGitCheckpoints({ worktree: host.folder, stateFolder: folder });
    const run = createRun(request, { header, folder, checkpoints, lock }, (options) =>
      startRun(header, { ...options, inspect }),
    );
    run.begin({ type: beginnings[mission.command], request: mission.text });
    void sayIfLimited(checkpoints, run.transcript);
    return run;
  });
}

/**
 * Takes up a run of an earlier process, or of another session. It rests until an event lets it go on.
 * @throws LockedError when it works elsewhere
 */
export async function openStoredRun(request: RunRequest, found: StoredRun): Promise<Run> {
  const { ports, session } = request;
  const { host } = ports;
  const { header, folder } = found;
  const lastAlive = await lastSignOfLife(host, found);
  const inspect = await attachedInspector(host);
  return locked(host, { run: header.run, session, folder: host.folder }, async (lock) => {
    // Before the lock was ours, another process may have gone on with it.
    const stored = await readRun(folder);
    await removeHalfWritten(folder);
    const { checkpoints, abandoned, lost } = await endOpenChange(
      ports,
      { stored, lastAlive },
      putBackLostFiles,
    );
    const run = createRun(request, { header, folder, checkpoints, lock }, (options) => {
      const durable = continueRun(stored, { ...options, inspect });
      if (session !== sessionOf(stored)) durable.note({ type: "run.adopted", session });
      return durable;
    });
    run.begin(...abandoned);
    if (lost.length > 0) run.transcript.push({ type: "text", text: sayPutBack(lost) });
    return run;
  });
}

interface Interrupted {
  stored: StoredRun;
  /** Until when its process may have lived. */
  lastAlive: Date;
}

/** What an interrupted run was doing must be told apart from what comes after it. */
async function endOpenChange(
  ports: Ports,
  { stored, lastAlive }: Interrupted,
  putBack: typeof putBackLostFiles = async () => [],
) {
  const { folder: worktree } = ports.host;
  const { abandoned, activity } = await endDeadCalls(ports, stored, lastAlive);
  const checkpoints = await createGitCheckpoints({ worktree, stateFolder: stored.folder });
  const lost = await putBack(stored, worktree);
  await checkpoints.close(activity);
  await settleCut(checkpoints, stored.state.context.checks, { worktree, lastAlive });
  return { checkpoints, abandoned, lost };
}

function sayPutBack(lost: readonly string[]): string {
  const files = `${lost.slice(0, 5).join(", ")}${lost.length > 5 ? ` and ${lost.length - 5} more` : ""}`;
  return `⚠ Restored, since finished tasks created it and it was missing: ${files}.`;
}

async function findInterrupted(host: Host): Promise<Interrupted | undefined> {
  const found = await findStoredRun(host);
  if (found.type !== "run" || !found.stored.state.hasTag("working")) return undefined;
  return { stored: found.stored, lastAlive: await lastSignOfLife(host, found.stored) };
}

async function lastSignOfLife(host: Host, { header, events }: StoredRun): Promise<Date> {
  const lock = await readLock(lockFileOf(host.folder)).catch(() => undefined);
  if (lock?.holder.run === header.run) return lock.lastAlive;
  return new Date(events.at(-1)?.at ?? header.startedAt);
}

async function locked<Result>(
  host: Host,
  holder: Parameters<typeof acquireLock>[1],
  work: (lock: RunLock) => Promise<Result>,
): Promise<Result> {
  const lock = await acquireLock(lockFileOf(host.folder), holder, otherLockFilesOf(host.folder));
  try {
    return await work(lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function pruneOldRuns(host: Host, keep: number): Promise<void> {
  try {
    await pruneRuns(await runFolders(host.folder), keep);
  } catch (error) {
    host.log("warn", `old runs cannot be removed: ${errorWords(error)}`);
  }
}

async function sayIfLimited(checkpoints: Checkpoints, transcript: Transcript): Promise<void> {
  const limits = await checkpoints.limits().catch(() => []);
  for (const text of limits) transcript.push({ type: "text", text });
}
