import type { Check, CheckResult } from "../../contracts/check.js";
import type { Probe } from "../../contracts/evidence.js";
import { relatedTests } from "../checks/related/related-tests.js";
import { runCheck } from "../checks/run-check.js";
import { readScript } from "../checks/script/read-script.js";
import { runsTests } from "../checks/script/test-runners.js";
import type { Workspace } from "../workspaces/workspaces.js";

/** How many times longer than without a fault a check may run until it counts as caught in a loop. */
const patience = 4;
const leastSeconds = 10;

/** The checks that put a change to the test: those that run tests, or all where none does. */
export async function testingChecks(checks: readonly Check[], worktree: string): Promise<Check[]> {
  const found = await checksWithTests(checks, worktree);
  return found.length > 0 ? found : [...checks];
}

export async function checksWithTests(checks: readonly Check[], worktree: string): Promise<Check[]> {
  const testing = await Promise.all(
    checks.map(async (check) => runsTests(check.name, await readScript(check.command, worktree))),
  );
  return checks.filter((_, at) => testing[at]);
}

/** Runs a check in the copy, the tests first that are related to some files, if there are such. */
export async function runInCopy(
  check: Check,
  files: readonly string[] | undefined,
  { folder, env }: Workspace,
  timeoutSeconds: number,
  signal: AbortSignal,
): Promise<CheckResult> {
  const commands = await readScript(check.command, folder);
  const related = files && (await relatedTests(check, commands, files, folder));
  const run = { ...check, command: related ?? check.command, timeoutSeconds };
  return runCheck(run, { cwd: folder, env, signal, ...(related === undefined && { commands }) });
}

/** How long a check may run with a fault, after it ran `seconds` without one. */
export function patienceFor(seconds: number): number {
  return Math.ceil(Math.max(leastSeconds, seconds * patience));
}

/** Who noticed what was done to the change, and how many tests that are, where it is known. */
export type Noticing = Pick<Probe, "by" | "tests">;

/** Whether a check noticed what was done to the change. */
export function noticed(result: CheckResult, control: CheckResult): Noticing | "invalid" | undefined {
  if (result.outcome === "passed") return undefined;
  if (result.outcome === "timedOut") return { by: [`${result.name} does not end`] };
  if (result.outcome !== "failed") return "invalid";
  const known = new Set(control.errors.map(({ test }) => test));
  const errors = result.errors.flatMap(({ test }) => (test !== undefined && !known.has(test) ? [test] : []));
  const named = [...new Set(errors)];
  const more = (result.failed ?? 0) - (control.failed ?? 0);
  // A check tells no more than so many errors.
  if (named.length > 0) return { by: named, tests: Math.max(named.length, more) };
  if (more > 0) return { by: [result.name], tests: more };
  // Without counts, only the exit code tells; with counts, what failed is no test.
  return result.executed === null ? { by: [result.name] } : "invalid";
}
