import type { Report } from "../contracts/report.js";

const marks: Record<Report["tasks"][number]["status"], string> = {
  verified: "✓",
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
    ...(report.tasks.length > 0 ? [""] : []),
    ...(files.length > 0 ? [`Files: ${files.join(", ")}`] : []),
    ...(isAnswer ? [] : [`Checks: ${checksText(report)}`]),
    `${count(report.iterations, "iteration")} · ${callsText(report)} · ${tokensText(report)} · ${duration(seconds)}`,
    `Report: ${reportPath}`,
  ].join("\n");
}

function taskLine({ id, title, status, attempts, errors }: Report["tasks"][number]): string {
  const tries = attempts > 1 ? `, ${count(attempts - 1, "fix", "fixes")}` : "";
  const why = status === "verified" || errors.length === 0 ? "" : ` — ${errors[0]}`;
  return `- ${marks[status]} ${id} ${title} (${status}${tries})${why}`;
}

function checksText({ checks, status }: Report): string {
  if (checks.length === 0) return "none could be run";
  const before =
    status === "verified" || status === "unverified" ? " (no worse than before the mission)" : "";
  return checks
    .map(
      (check) =>
        `${check.name} ${check.exitCode === null ? "could not run" : `exit ${check.exitCode}`}${check.exitCode === 0 ? "" : before}`,
    )
    .join(", ");
}

function callsText({ calls }: Report): string {
  const used = Object.entries(calls).filter(([, number]) => number > 0);
  const total = used.reduce((sum, [, number]) => sum + number, 0);
  const each = used.map(([role, number]) => `${role} ${number}`).join(", ");
  return `${count(total, "agent call")}${each ? ` (${each})` : ""}`;
}

function tokensText({ tokens, cost }: Report): string {
  const total = Object.values(tokens).reduce((sum, number) => sum + number, 0);
  return `${thousands(total)} tokens${cost > 0 ? ` · $${cost.toFixed(cost < 1 ? 4 : 2)}` : ""}`;
}

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function thousands(number: number): string {
  return number < 10_000 ? String(number) : `${(number / 1000).toFixed(1)}k`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
