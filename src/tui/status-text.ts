import { count } from "../contracts/count.js";
import { oneLine } from "../contracts/one-line.js";
import type { Report } from "../contracts/report.js";
import { checkMark } from "../report/check-words.js";
import { attemptText, headOf, iterationsText, spentText } from "./run-words.js";
import type { ShownRun } from "./shown-run.js";

const taskMarks: Record<Report["tasks"][number]["status"], string> = {
  verified: "✓",
  reviewed: "✓",
  unverified: "?",
  skipped: "⊘",
  blocked: "⊘",
  pending: "·",
  active: "●",
};

/** What a dialog has room for, also in a small terminal. */
const mostTasks = 10;
const shownBefore = 3;
const mostChecks = 6;

/** Where a run stands: the tasks around its work, and its checks, for a dialog. */
export function statusText(run: ShownRun): string {
  const { report, question } = run;
  const facts = [headOf(run).text, attemptText(run), iterationsText(run), spentText(run)];
  const blocks = [
    [`Run ${report.run}: ${oneLine(report.request, 200)}`, facts.filter(Boolean).join(" · ")],
    question ? [question.text] : [],
    taskLines(report),
    cut(report.checks.map(checkMark), mostChecks, "check"),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function taskLines({ tasks }: Report): string[] {
  const open = tasks.findIndex(({ status }) => status === "active" || status === "pending");
  const latest = Math.max(0, tasks.length - mostTasks);
  const first = Math.min(latest, Math.max(0, (open === -1 ? tasks.length : open) - shownBefore));
  const shown = tasks.slice(first).map(({ id, title, status }) => {
    return `${taskMarks[status]} ${id} ${oneLine(title, 50)}`;
  });
  return [...(first > 0 ? [`${first} before`] : []), ...cut(shown, mostTasks, "task")];
}

function cut(lines: readonly string[], most: number, what: string): string[] {
  const more = lines.length - most;
  return more <= 0 ? [...lines] : [...lines.slice(0, most), `and ${count(more, `more ${what}`)}`];
}
