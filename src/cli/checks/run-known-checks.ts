import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGitCheckpoints } from "../../actors/checkpoints/git-checkpoints.js";
import { createChecks } from "../../actors/checks/run-checks.js";
import type { Check, CheckResult } from "../../contracts/check.js";
import { lockFileOf, otherLockFilesOf } from "../../runs/run-folder.js";
import { acquireLock } from "../../runs/run-lock.js";

/** Beyond a check's own deadline: for what is put back after it. */
const graceSeconds = 60;

export interface CheckWatcher {
  began(check: Check): void;
  ended(result: CheckResult): void;
}

/**
 * Runs checks one after the other, as the gate does. What they rewrite is put back. The worktree is held meanwhile:
 * what an agent writes beside a check cannot be told from what the check writes.
 *
 * @throws LockedError when a run works in the worktree
 * @throws the reason of the signal, once no process of a check is left
 */
export async function runKnownChecks(
  folder: string,
  checks: readonly Check[],
  { began, ended }: CheckWatcher,
  signal: AbortSignal,
): Promise<void> {
  const holder = { run: "checks", session: "opencode-orchestrator", folder };
  const lock = await acquireLock(lockFileOf(folder), holder, otherLockFilesOf(folder));
  const stateFolder = await mkdtemp(join(tmpdir(), "orchestrator-checks-"));
  try {
    const checkpoints = await createGitCheckpoints({ worktree: folder, stateFolder });
    for (const check of checks) {
      signal.throwIfAborted();
      began(check);
      const run = createChecks({ worktree: folder, checks: [check], checkpoints });
      const deadlineSeconds = check.timeoutSeconds + graceSeconds;
      const input = { scope: "final" as const, attempt: 0, known: [check], passing: [], tests: {} };
      const { results } = await run({ ...input, deadlineSeconds }, signal);
      for (const result of results) ended(result);
    }
  } finally {
    await rm(stateFolder, { recursive: true, force: true, maxRetries: 5 });
    await lock.release();
  }
}
