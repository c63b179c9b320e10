import type { Check } from "../../contracts/check.js";
import type { Checkpoints } from "../../contracts/checkpoints.js";
import { detectChecks } from "./detect-checks.js";
import { readScript } from "./script/read-script.js";
import { isWrittenBy } from "./written-by-check.js";

/**
 * Takes back what a check wrote that ended with its process, in a new process and before anything is saved there.
 *
 * @param checks those of the run; of which of them it was, nobody knows
 * @param lastAlive what was changed later is the user's
 */
export async function settleCut(
  checkpoints: Checkpoints,
  checks: readonly Check[],
  { worktree, lastAlive }: { worktree: string; lastAlive: Date },
): Promise<void> {
  const before = await checkpoints.unsettled();
  if (!before) return;
  const known = checks.length > 0 ? checks : await detectChecks(worktree);
  const writers = await Promise.all(
    known.map(async (check) => isWrittenBy(check, await readScript(check.command, worktree))),
  );
  await checkpoints.settle(before, (path, changedAt) => {
    const isInTime = changedAt === undefined || changedAt <= lastAlive.getTime();
    return isInTime && writers.some((isWritten) => isWritten(path));
  });
}
