import { oneLine } from "../../contracts/one-line.js";
import type { Report } from "../../contracts/report.js";
import { calledAgents } from "../../report/amounts.js";
import { criteriaLines } from "../../report/criteria-lines.js";
import { shortPath } from "../../report/short-path.js";
import { summarize } from "../../report/summary.js";
import { survivorLines } from "../../report/survivor-lines.js";
import { runFiles } from "../../runs/run-folder.js";
import { readRun } from "../../runs/stored-run.js";
import { colours } from "../colours.js";
import { columns } from "./columns.js";
import { findRun } from "./find-run.js";
import { type KnownRun, readKnownRun } from "./known-run.js";

/**
 * A run as it stands.
 * @param beginning of its id; the newest run where there is none
 * @throws CommandError when no run is meant by it, or several
 */
export async function showRun(
  project: string,
  beginning: string | undefined,
  { isJson }: { isJson: boolean },
): Promise<string> {
  const folder = await findRun(project, beginning);
  const known = await readKnownRun(project, folder);
  // Only the journal tells how long the run waited.
  known.stored ??= await readRun(folder).catch(() => undefined);
  return isJson ? JSON.stringify(toJson(known), null, 2) : toText(known, project);
}

function toText(known: KnownRun, project: string): string {
  const { id, status, report, problems } = known;
  const { bold, yellow } = colours(process.stdout);
  const warnings = problems.map((problem) => yellow(`⚠ ${problem}`));
  const head = `${bold(`Run ${id}`)} is ${status}${report ? `: ${oneLine(report.request)}` : ""}`;
  if (!report) return [head, ...warnings].join("\n");
  return [
    head,
    ...(status === "interrupted" ? ["opencode-orchestrator auto --resume resumes it."] : []),
    "",
    ...summaryLines(known, report).map((line) =>
      line.replace(/^\*\*(.+?)\*\*/, (_, words: string) => bold(words)),
    ),
    "",
    ...criteriaLines(report),
    ...survivorLines(report),
    ...agentRows(report),
    `Its folder: ${shortPath(known.folder, project)}`,
    "  report.json, journal.jsonl (every event), checks/ (complete outputs)",
    ...warnings,
  ].join("\n");
}

/** As at the end of a turn. A run that does not rest has no headline there, and its report may be an old one. */
function summaryLines(known: KnownRun, report: Report): string[] {
  const lines = summarize(report, "", secondsOf(known, report)).split("\n").slice(0, -1);
  return report.status === known.status ? lines : lines.slice(2);
}

function toJson(known: KnownRun): object {
  const { id, status, report, problems } = known;
  return { run: id, status, report: report ?? null, files: filesOf(known), problems };
}

function filesOf({ folder }: KnownRun) {
  const { report, journal, checks } = runFiles(folder);
  return { folder, report, journal, checks };
}

function agentRows(report: Report): string[] {
  const agents = calledAgents(report);
  if (agents.length === 0) return [];
  const rows = columns([
    ["Agent", "Calls", "Input", "Output", "Reasoning", "Cache read", "Cache write", "Cost"],
    ...agents.map(({ role, calls, tokens, cost }) => {
      const { input, output, reasoning, cacheRead, cacheWrite } = tokens;
      return [
        role,
        ...[calls, input, output, reasoning, cacheRead, cacheWrite].map(String),
        `$${cost.toFixed(4)}`,
      ];
    }),
  ]);
  return [...rows, ""];
}

/** The time of work, without that in which the run waited; where only the report is left, all of it. */
function secondsOf({ stored }: KnownRun, { startedAt, endedAt }: Report): number {
  if (stored) return stored.state.context.workSeconds;
  return endedAt ? (Date.parse(endedAt) - Date.parse(startedAt)) / 1000 : 0;
}
