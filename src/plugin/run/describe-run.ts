import { count } from "../../contracts/count.js";
import { type RunIdentity, toReport } from "../../machine/report.js";
import { currentQuestion, type RunSnapshot, restStatus } from "../../machine/status.js";
import { isDone, tasksOf } from "../../machine/task-queue.js";
import { checkMark } from "../../report/check-words.js";
import { openCallsText } from "../../report/open-calls.js";
import { standingOf } from "../../report/standing.js";
import { agentTable, taskTable } from "../../report/tables.js";
import { lockFileOf } from "../../runs/run-folder.js";
import { type StoredRun, sessionOf } from "../../runs/stored-run.js";
import { oneLine } from "../turn/narrator.js";
import type { Workspace } from "../workspace.js";
import type { Run } from "./run.js";
import { findStoredRun } from "./stored-runs.js";

/** Where a run of this process stands. */
export function describeLive(run: Run): string {
  return describeRun(run.snapshot(), run.identity, standing(run));
}

export function standing(run: Run): string {
  return restStatus(run.snapshot()) ?? "working";
}

/** Where the run stands that the folder has, if it has one. */
export async function describeStored({ ports: { host } }: Workspace): Promise<string> {
  const found = await findStoredRun(host);
  if (found.type === "none") return "No run is active.";
  if (found.type === "unreadable") return `There is a run, but ${found.text}.`;
  const { stored } = found;
  const { run, command, startedAt } = stored.header;
  const identity = { run, session: sessionOf(stored), command, startedAt };
  const text = describeRun(stored.state, identity, await standingOf(lockFileOf(host.folder), stored));
  return [text, ...stored.problems.map((problem) => `⚠ ${problem}`)].join("\n");
}

function describeRun(snapshot: RunSnapshot, identity: RunIdentity, standing: string): string {
  const report = toReport(snapshot.context, restStatus(snapshot) ?? "paused", identity);
  const { iterationLimit } = snapshot.context;
  const tables = [taskTable(report), agentTable(report)].filter((lines) => lines.length > 0);
  const question = currentQuestion(snapshot);
  // The state of a run whose process is gone says what it did, not what it does.
  const calls = standing === "interrupted" ? "" : openCallsText(snapshot);
  return [
    `Run ${report.run} (${oneLine(report.request)}) is ${standing}, iteration ${report.iterations} of ${iterationLimit}.`,
    ...(calls ? ["", `At work: ${calls}.`] : []),
    ...tables.flatMap((lines) => ["", ...lines]),
    ...(report.checks.length > 0 ? ["", `Checks: ${report.checks.map(checkMark).join(", ")}`] : []),
    ...(question ? ["", question.text] : []),
    ...(standing === "working" ? [] : ["", "`/auto-resume` resumes it, `/auto-stop` ends it."]),
  ].join("\n");
}

/** What the user is told when a run is taken up again. */
export function welcome({ header, state, problems }: StoredRun): string {
  const tasks = tasksOf(state.context.queue);
  const done = tasks.filter(isDone).length;
  const progress = tasks.length > 0 ? `: ${done} of ${count(tasks.length, "task is", "tasks are")} done` : "";
  const again = state.hasTag("working")
    ? " OpenCode ended while it worked; interrupted work is repeated."
    : "";
  return [
    `Run ${header.run} resumes where it was${progress}.${again}`,
    ...problems.map((problem) => `⚠ ${problem}`),
  ].join("\n");
}
