import type { ChecksInput } from "../../contracts/actor.js";
import type { Check } from "../../contracts/check.js";
import { readScript, type ScriptCommand } from "./script/read-script.js";

/** A check as it is run this time. */
export interface PlannedCheck {
  check: Check;
  /** The commands that it leads to. */
  commands: readonly ScriptCommand[];
  /** It is run for the packages only that the change affects. */
  isPartial?: true;
  /** Nothing that it is about was changed. */
  isUntouched?: true;
  /** The command that runs the tests first that are related to the change. */
  related?: string;
}

/** What is known of the change that is checked. */
export interface CheckedChange {
  worktree: string;
  scope: ChecksInput["scope"];
  /** Relative to the worktree; `null` where nobody can tell. */
  files: readonly string[] | null;
  /** Checks that passed before: a part of another cannot be compared with what it said then. */
  passing: readonly string[];
}

/**
 * What is run of the checks: after a change those of the packages that it affects, by the package manager's own
 * filter, and the tests first that are related to it. Everything where nobody can tell what was changed, and always
 * for the finished tree.
 */
export async function planChecks(
  checks: readonly Check[],
  { worktree }: CheckedChange,
): Promise<PlannedCheck[]> {
  return Promise.all(
    checks.map(async (check) => ({ check, commands: await readScript(check.command, worktree) })),
  );
}
