import { readLock } from "../runs/run-lock.js";
import type { StoredRun } from "../runs/stored-run.js";

/** Where a stored run that has not ended stands, as a person reads it. */
export async function standingOf(lockFile: string, { header, state }: StoredRun): Promise<string> {
  const lock = await readLock(lockFile).catch(() => undefined);
  if (lock?.holder.run === header.run && !lock.isStale)
    return `at work in OpenCode process ${lock.holder.pid}`;
  if (state.hasTag("needsUser")) return "waiting for you";
  return state.hasTag("working") ? "interrupted" : "paused";
}
