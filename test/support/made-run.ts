import { waitFor } from "xstate";
import type { Report } from "../../src/contracts/report.js";
import type { RunEvent } from "../../src/machine/events.js";
import { restStatus } from "../../src/machine/status.js";
import { reportOf, writeReport } from "../../src/report/run-report.js";
import { startRun } from "../../src/runs/durable-run.js";
import { formatVersion, type RunHeader } from "../../src/runs/journal-line.js";
import { createRunFolder, runFiles } from "../../src/runs/run-folder.js";
import { fakeTeam, type Script } from "../machine/live-run.js";

export interface MadeRun {
  folder: string;
  /** Nothing for a run that was cut off at work. */
  report: Report | undefined;
}

/** Makes a run as the plugin does, with a team that is played. One whose script never rests is cut off in its coder. */
export async function makeRun(
  project: string,
  run: string,
  { request = "do it", events = [], ...script }: Script & { request?: string; events?: RunEvent[] } = {},
): Promise<MadeRun> {
  const folder = await createRunFolder(project, run);
  const startedAt = "2026-01-02T03:04:05.000Z";
  const limits = { backoffMilliseconds: 0, evidence: null, ...script.limits };
  const header: RunHeader = {
    type: "run",
    version: formatVersion,
    run,
    session: "ses_1",
    command: "auto",
    startedAt,
    limits,
  };
  const { machine, calls } = fakeTeam(script);
  const onProblem = (problem: string) => {
    throw new Error(problem);
  };
  const durable = startRun(header, { folder, machine, onProblem });
  durable.actor.start();
  let state = durable.actor.getSnapshot();
  for (const event of [{ type: "mission.requested", request } as const, ...events]) {
    durable.actor.send(event);
    state = await waitFor(durable.actor, (snapshot) => {
      return (
        restStatus(snapshot) !== undefined ||
        (script.actors?.coder !== undefined && calls.includes("coder T1 0"))
      );
    });
  }
  const report = reportOf(
    state,
    { run, session: "ses_1", command: "auto", startedAt },
    "2026-01-02T03:05:05.000Z",
  );
  if (report) await writeReport(runFiles(folder).report, report);
  await durable.close();
  return { folder, report };
}

/** The script of a run that never gets beyond its coder. */
export const cutOff: Script = { actors: { coder: () => new Promise(() => {}) } };
