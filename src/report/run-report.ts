import { oneLine } from "../contracts/one-line.js";
import type { Report, RunStatus } from "../contracts/report.js";
import { writeAtomically } from "../files/write-atomically.js";
import { endReason, type RunIdentity, toReport } from "../machine/report.js";
import { currentQuestion, type RunSnapshot, restStatus } from "../machine/status.js";

/** The report of a run that rests; nothing while it works. `endedAt` is there when it has ended. */
export function reportOf(
  snapshot: RunSnapshot,
  identity: Omit<RunIdentity, "endedAt">,
  endedAt: string,
): Report | undefined {
  const status = restStatus(snapshot);
  if (!status) return undefined;
  const end = snapshot.status === "active" ? {} : { endedAt };
  return toReport(snapshot.context, status, { ...identity, ...end }, reasonOf(snapshot, status));
}

/** @throws when the disk refuses */
export function writeReport(path: string, report: Report): Promise<void> {
  return writeAtomically(path, `${JSON.stringify(report, null, 2)}\n`);
}

function reasonOf(snapshot: RunSnapshot, status: RunStatus): string | undefined {
  if (snapshot.status === "error") return oneLine(String(snapshot.error));
  if (snapshot.hasTag("planKept")) return "the plan is kept; /auto without arguments runs it";
  return currentQuestion(snapshot)?.text ?? endReason(snapshot.context, status);
}
