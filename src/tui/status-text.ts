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

/** Where a run stands, task by task, for a dialog. */
export function statusText(run: ShownRun): string {
  const { report, question } = run;
  const facts = [headOf(run).text, attemptText(run), iterationsText(run), spentText(run)];
  const blocks = [
    [`Run ${report.run}: ${oneLine(report.request, 200)}`, facts.filter(Boolean).join(" · ")],
    question ? [question.text] : [],
    report.tasks.map(({ id, title, status }) => `${taskMarks[status]} ${id} ${oneLine(title, 100)}`),
    report.checks.map(checkMark),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}
