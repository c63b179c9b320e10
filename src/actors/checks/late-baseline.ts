import type { ChecksInput } from "../../contracts/actor.js";
import type { Check, CheckResult } from "../../contracts/check.js";
import { createWorkspaces } from "../workspaces/workspaces.js";
import { runCheck } from "./run-check.js";

export interface LateBaselineOptions {
  /** Absolute. */
  worktree: string;
  /** The run's folder, which holds the trees. */
  stateFolder: string;
  signal: AbortSignal;
  /** Of the deadline of all checks; a check that it leaves no time for gets no baseline. */
  secondsLeft(): number;
}

/**
 * What checks that fail and have no baseline say of the tree before the mission, in a copy of it: what failed there
 * already is not the change's. A check of which there can be no copy that tells the truth is left out, so that all of
 * its errors count.
 *
 * @throws the reason of the signal
 */
export async function lateBaseline(
  late: NonNullable<ChecksInput["late"]>,
  failed: readonly Check[],
  { worktree, stateFolder, signal, secondsLeft }: LateBaselineOptions,
): Promise<CheckResult[]> {
  const { tree } = late.checkpoint;
  const checks = failed.filter(({ name }) => !late.known.includes(name));
  if (tree === null || checks.length === 0) return [];
  const workspaces = createWorkspaces({ worktree, stateFolder });
  const results: CheckResult[] = [];
  try {
    for (const check of checks) {
      const timeoutSeconds = Math.min(check.timeoutSeconds, Math.floor(secondsLeft()));
      if (timeoutSeconds <= 0) break;
      const run = workspaces.use(tree, signal, ({ folder, env }) =>
        runCheck({ ...check, timeoutSeconds }, { cwd: folder, env, signal }),
      );
      const result = await run.catch((error: unknown) => {
        if (signal.aborted) throw error;
        return undefined;
      });
      if (result) results.push(result);
    }
  } finally {
    await workspaces.close();
  }
  return results;
}
