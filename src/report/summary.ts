import { count } from "../contracts/count.js";
import type { Report } from "../contracts/report.js";
import { calledAgents, costText, tokensText } from "./amounts.js";
import { countsText, reachText, silenceText } from "./check-words.js";
import { evidenceText } from "./evidence-words.js";
import { survivorSummary } from "./survivor-lines.js";

const marks: Record<Report["tasks"][number]["status"], string> = {
  verified: "✓",
  reviewed: "✓",
  unverified: "?",
  skipped: "⊘",
  blocked: "⊘",
  pending: "·",
  active: "✗",
};

const headlines: Record<Report["status"], string> = {
  verified: "✓ Verified",
  unverified: "? Done, but not verified",
  "needs-user": "‖ Needs you",
  paused: "‖ Paused",
  stopped: "■ Stopped",
  failed: "✗ Failed",
};

/** The end of a turn: how the run rests, task by task, and what it took. */
export function summarize(report: Report, reportPath: string, seconds: number): string {
  const files = [...new Set(report.tasks.flatMap((task) => task.files))];
  const isAnswer = report.status === "unverified" && report.tasks.length === 0;
  return [
    `**${isAnswer ? "✓ Answered" : headlines[report.status]}**${report.reason ? ` — ${report.reason}` : ""}`,
    "",
    ...report.tasks.map(taskLine),
    ...survivorSummary(report),
    ...(report.tasks.length > 0 ? [""] : []),
    ...(files.length > 0 ? [`Files: ${files.join(", ")}`] : []),
    ...(isAnswer || isUntouched(report) ? [] : [`Checks: ${checksText(report)}`]),
    joined(
      [
        isAnswer ? "" : count(report.iterations, "iteration"),
        callsText(report),
        count(tokensText(report), "token"),
        costText(report),
        duration(seconds),
        aheadText(report),
      ],
      " · ",
    ),
    ...(calledAgents(report).length > 0 ? [agentsText(report)] : []),
    `Report: ${reportPath}`,
  ].join("\n");
}

function aheadText({ searchesAhead }: Report): string {
  if (!searchesAhead) return "";
  return `${searchesAhead.made} searched ahead, ${searchesAhead.wasted} wasted`;
}

/** Nothing was begun that a check could have looked at. */
function isUntouched({ iterations, checks, status }: Report): boolean {
  return iterations === 0 && checks.length === 0 && status !== "verified" && status !== "unverified";
}

function taskLine({
  id,
  title,
  status,
  attempts,
  errors,
  reason,
  evidence,
  ...spending
}: Report["tasks"][number]): string {
  const tokens = tokensText(spending);
  const facts = [
    status,
    attempts > 1 ? count(attempts, "change") : "",
    tokens === "0" ? "" : count(tokens, "token"),
    costText(spending),
  ];
  const why = reason && status !== "pending" ? ` — ${errors[0] ?? reason}` : "";
  const proof = evidence ? evidenceText(evidence) : "";
  return `- ${marks[status]} ${id} ${title} (${joined(facts, ", ")})${why}${proof && !why ? ` — ${proof}` : ""}`;
}

function checksText({ checks, status }: Report): string {
  const isDone = status === "verified" || status === "unverified";
  if (checks.length === 0) return isDone ? "none could be run" : "no results for the tree as it is";
  return checks
    .map((check) => {
      const code = check.exitCode === null ? "" : `exit ${check.exitCode}`;
      const facts = [
        silenceText(check),
        check.outcome === "couldNotRun" ? "" : countsText(check),
        isDone && check.outcome === "failed" ? "no worse than before the mission" : "",
        reachText(check),
      ];
      const detail = joined(facts, "; ");
      return joined([check.name, code, detail && `(${detail})`], " ");
    })
    .join(", ");
}

function callsText({ calls }: Report): string {
  return count(
    Object.values(calls).reduce((sum, number) => sum + number, 0),
    "agent call",
  );
}

function agentsText(report: Report): string {
  const agents = calledAgents(report);
  const hasCosts = agents.some(({ cost }) => cost > 0);
  const texts = agents.map(({ role, calls, ...spending }) =>
    joined([`${role} ${calls}`, tokensText(spending), costText(spending)], ", "),
  );
  return `Agents (calls, tokens${hasCosts ? ", cost" : ""}): ${texts.join(" · ")}`;
}

function joined(parts: readonly string[], separator: string): string {
  return parts.filter(Boolean).join(separator);
}

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
