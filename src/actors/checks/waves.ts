import type { PlannedCheck } from "./planned-check.js";
import { onlyReads } from "./script/file-writers.js";
import { runsTests } from "./script/test-runners.js";

/**
 * The checks in their order, in groups whose members are independent of one another and can run side by side.
 *
 * @param most how many of a group run at once; 1 makes each check a group of its own
 */
export function toWaves(checks: readonly PlannedCheck[], most: number): PlannedCheck[][] {
  const waves: PlannedCheck[][] = [];
  for (const check of checks) {
    const last = waves.at(-1);
    if (last && most > 1 && last.every((other) => areIndependent(check, other))) last.push(check);
    else waves.push([check]);
  }
  return waves;
}

/** Neither sees what the other does: one of them only reads, or both test packages of their own. */
function areIndependent(one: PlannedCheck, other: PlannedCheck): boolean {
  if (one.check.exclusive || other.check.exclusive) return false;
  const roles = [roleOf(one), roleOf(other)];
  if (roles.includes("writes")) return false;
  return roles.includes("reads") || haveFoldersOfTheirOwn(one.check.folder, other.check.folder);
}

/** A build, and what is not known, may write what another check reads. */
function roleOf({ check, commands }: PlannedCheck): "reads" | "tests" | "writes" {
  if (runsTests(check.name, commands)) return "tests";
  return onlyReads(commands) ? "reads" : "writes";
}

function haveFoldersOfTheirOwn(one: string | undefined, other: string | undefined): boolean {
  if (!one || !other) return false;
  return !`${one}/`.startsWith(`${other}/`) && !`${other}/`.startsWith(`${one}/`);
}
