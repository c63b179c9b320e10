import type { Report, RunStatus } from "../contracts/report.js";

export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  needsUser: 3,
  unverified: 4,
  interrupted: 130,
} as const;

/** Commands whose work is not a change, so that there is nothing to verify. */
const withoutChanges: readonly string[] = ["plan", "search", "review"];

const byStatus: Record<RunStatus, number> = {
  verified: exitCodes.done,
  unverified: exitCodes.unverified,
  "needs-user": exitCodes.needsUser,
  paused: exitCodes.interrupted,
  stopped: exitCodes.failed,
  failed: exitCodes.failed,
};

/** How a run's report is told to a shell. */
export function exitCodeOf({
  command,
  status,
  tasks = [],
  iterations = 0,
}: Pick<Report, "command" | "status"> & Partial<Pick<Report, "tasks" | "iterations">>): number {
  if (command === "plan" && tasks.length > 0 && iterations === 0 && status !== "stopped")
    return exitCodes.done;
  const isDone = withoutChanges.includes(command) && (status === "verified" || status === "unverified");
  return isDone ? exitCodes.done : byStatus[status];
}
