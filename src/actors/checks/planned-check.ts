import type { ChecksInput } from "../../contracts/actor.js";
import type { Check } from "../../contracts/check.js";
import { affectedPackages } from "./packages/affected-packages.js";
import { narrowToPackages } from "./packages/narrow-to-packages.js";
import { readPackages } from "./packages/project-packages.js";
import { relatedTests } from "./related/related-tests.js";
import { readScript, type ScriptCommand } from "./script/read-script.js";

/** A check as it is run this time. */
export interface PlannedCheck {
  check: Check;
  /** The commands that it leads to. */
  commands: readonly ScriptCommand[];
  /** It is run for the packages only that the change affects: the whole check, in case they have nothing to run. */
  whole?: PlannedCheck;
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
  { worktree, scope, files, passing }: CheckedChange,
): Promise<PlannedCheck[]> {
  const packages = files ? await readPackages(worktree) : [];
  const affected = files ? affectedPackages(packages, files) : "all";
  const planned = checks.map(async (check): Promise<PlannedCheck | undefined> => {
    const commands = await readScript(check.command, worktree);
    const whole = { check, commands };
    if (!files || scope === "baseline") return whole;
    const narrowed = await narrowToPackages(check, commands, {
      packages,
      affected,
      changedFiles: files,
      worktree,
    });
    if (scope === "final") return { ...whole, ...(narrowed === "untouched" && { isUntouched: true }) };
    if (narrowed === "untouched") return undefined;
    if (!passing.includes(check.name)) return whole;
    const related = await relatedTests(check, commands, files, worktree);
    return {
      ...(narrowed ? await part(whole, narrowed.command, worktree) : whole),
      ...(related !== undefined && { related }),
    };
  });
  return (await Promise.all(planned)).filter((each) => each !== undefined);
}

async function part(whole: PlannedCheck, command: string, worktree: string): Promise<PlannedCheck> {
  return { check: { ...whole.check, command }, commands: await readScript(command, worktree), whole };
}
