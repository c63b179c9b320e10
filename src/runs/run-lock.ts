import { mkdir, rm, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import {
  createLockFile,
  formatLockFile,
  hasText,
  type LockHolder,
  placeOf,
  readLockFile,
} from "./lock-file.js";
import { processIdentity, unknownIdentity } from "./process-identity.js";

export type { LockHolder };

const heartbeatMilliseconds = 2_000;

/** A worktree that is held. While it is, the time of the file gets newer every two seconds. */
export interface RunLock {
  /** Removes the file if it is still this lock's own. Safe to call twice. */
  release(): Promise<void>;
}

/**
 * Takes the worktree for one run. A lock whose process is gone is taken over; the folder of the file is made if
 * it is missing.
 *
 * @param others locks that may be held instead; they are only read
 * @throws LockedError when another run of the worktree is alive, or runs on another machine.
 * @throws Error when the lock cannot be read or written; it names the file, the cause and what to do.
 */
export async function acquireLock(
  file: string,
  { run, session, folder }: Pick<LockHolder, "run" | "session" | "folder">,
  others: readonly string[] = [],
): Promise<RunLock> {
  await Promise.all(others.map(refuseIfHeld));
  await makeFolder(dirname(file));
  const text = formatLockFile({
    run,
    session,
    pid: process.pid,
    process: (await processIdentity(process.pid)) ?? unknownIdentity,
    host: hostname(),
    folder,
    since: new Date().toISOString(),
    place: await placeOf(file),
  });
  await claim(file, text);
  const heartbeat = setInterval(() => void touch(file, text).catch(() => undefined), heartbeatMilliseconds);
  heartbeat.unref();
  let released: Promise<void> | undefined;
  return {
    release: () => {
      clearInterval(heartbeat);
      released ??= removeUnchanged(file, text);
      return released;
    },
  };
}

/**
 * Who holds the worktree, whether that process is gone for certain, and until when it surely lived.
 *
 * @returns `undefined` when nobody does.
 * @throws Error when the file is not a lock of this version; it names the file, the cause and what to do.
 */
export async function readLock(
  file: string,
): Promise<{ holder: LockHolder; isStale: boolean; lastAlive: Date } | undefined> {
  const found = await readLockFile(file);
  return found && { holder: found.holder, isStale: found.isStale, lastAlive: found.lastAlive };
}

/** Another run holds the worktree, or may hold it on another machine. */
export class LockedError extends Error {
  readonly holder: LockHolder;

  constructor(file: string, holder: LockHolder) {
    super(refusal(file, holder));
    this.name = "LockedError";
    this.holder = holder;
  }
}

function refusal(file: string, { run, session, pid, host, since }: LockHolder): string {
  // Swedish dates are ISO dates in local time.
  const time = new Date(since).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" });
  const who = `One run at a time: run ${run} of session ${session} works in this worktree`;
  return host === hostname()
    ? `${who} (OpenCode process ${pid}, since ${time}). Wait until it ends, or stop it with /auto-stop in its session, then start again.`
    : `${who} on the machine ${host} (OpenCode process ${pid}, since ${time}). Wait until it ends, or delete ${file} if that machine is gone, then start again.`;
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new Error(
      `The folder of the run lock ${folder} cannot be made (${(cause as Error).message}). Make it writable, then start again.`,
      { cause },
    );
  }
}

async function refuseIfHeld(file: string): Promise<void> {
  const found = await readLockFile(file);
  if (found && !found.isStale) throw new LockedError(file, found.holder);
}

/** Every round that does not end it means that someone else created or removed the file. */
async function claim(file: string, text: string): Promise<void> {
  for (let round = 0; round < 100; round++) {
    if (await createLockFile(file, text)) return;
    const found = await readLockFile(file);
    if (found === undefined) continue;
    if (!found.isStale) throw new LockedError(file, found.holder);
    await removeStale(file, found.text, text);
  }
  throw new Error(
    `The run lock ${file} exists and cannot be opened. Delete it if no OpenCode works in this worktree, then start again.`,
  );
}

/**
 * Moving the stale file aside is not enough: a slow process could move away the lock of the one that was faster,
 * and a third could create its own before that is put back. So a process that removes one holds a lock of its own, which
 * is taken over in the same way if its process is killed here.
 */
async function removeStale(file: string, stale: string, text: string): Promise<void> {
  const takeover = `${file}.takeover`;
  await claim(takeover, text);
  try {
    await removeUnchanged(file, stale);
  } finally {
    await removeUnchanged(takeover, text);
  }
}

async function removeUnchanged(file: string, text: string): Promise<void> {
  if (await hasText(file, text)) await rm(file, { force: true });
}

async function touch(file: string, text: string): Promise<void> {
  const now = new Date();
  if (await hasText(file, text)) await utimes(file, now, now);
}
