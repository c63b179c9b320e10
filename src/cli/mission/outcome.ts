import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Report } from "../../contracts/report.js";
import { restStatus } from "../../machine/status.js";
import { runFiles } from "../../runs/run-folder.js";
import { readRun } from "../../runs/stored-run.js";
import { exitCodeOf, exitCodes } from "../exit-codes.js";
import type { OpencodeEnd } from "./opencode-process.js";

/** What came of a call of OpenCode: a report, or why there is none. */
export type Outcome =
  | { exitCode: number; report: Report }
  | { exitCode: number; error: string; run?: string };

/**
 * @param run the folder of the run that the call began or went on with
 * @param said OpenCode's last lines
 */
export async function outcomeOf(
  run: string | undefined,
  { exitCode, interruptedBy }: OpencodeEnd,
  said: string,
): Promise<Outcome> {
  if (!run) {
    if (interruptedBy) return { exitCode: exitCodes.interrupted, error: "Interrupted before a run started" };
    const how = exitCode === 0 ? "" : `OpenCode ended with exit code ${exitCode}. `;
    return {
      exitCode: exitCodes.failed,
      error: `${how}No run was started: ${said || "OpenCode said nothing"}`,
    };
  }
  const id = basename(run);
  if (await isCutOff(run)) {
    const error = `OpenCode ended while run ${id} was running. Resume it: ${resume}`;
    return { exitCode: interruptedBy ? exitCodes.interrupted : exitCodes.failed, error, run: id };
  }
  const report = await readReport(run);
  if (!report) {
    const error = `Run ${id} has no report that can be read: ${runFiles(run).report}`;
    return { exitCode: exitCodes.failed, error, run: id };
  }
  return { exitCode: exitCodeOf(report), report };
}

const resume = "opencode-orchestrator auto --resume";

/**
 * Whether a run's journal ends amid its work. One that rested before this call still has the report of that rest;
 * its journal knows better.
 */
export async function isCutOff(run: string): Promise<boolean> {
  const stored = await readRun(run).catch(() => undefined);
  return stored !== undefined && restStatus(stored.state) === undefined;
}

/** The report of a run's folder, where there is one that can be read. */
export async function readReport(run: string): Promise<Report | undefined> {
  try {
    return JSON.parse(await readFile(runFiles(run).report, "utf8")) as Report;
  } catch {
    return undefined;
  }
}
