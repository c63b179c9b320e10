import { count } from "../contracts/count.js";
import { oneLine } from "../contracts/one-line.js";
import type { Report } from "../contracts/report.js";
import { countsText, silenceText } from "../report/check-words.js";
import { attemptText, headOf, iterationsText, openTaskText, spentText, tasksText } from "./run-words.js";
import type { Tone } from "./screen.js";
import type { ShownRun } from "./shown-run.js";

/** A line of the section: a coloured sign, if any, and what it is about. */
export interface Row {
  mark?: string;
  tone?: Tone;
  text: string;
  isMuted?: true;
}

/** More checks than these are only counted. */
const mostChecks = 6;

/** What the sidebar says of a run. */
export function sectionRows(run: ShownRun): Row[] {
  const { report, question, standing, limits } = run;
  const why = question ? firstLine(question.text) : standing === "verified" ? "" : (report.reason ?? "");
  // A question about a task names it, and so does the end of a run that leaves one open.
  const task = question || !limits ? "" : openTaskText(report);
  const facts = [tasksText(report), attemptText(run), iterationsText(run), spentText(run)];
  return [
    headOf(run),
    ...[oneLine(why, 120), task].filter(Boolean).map((text) => ({ text })),
    ...facts.filter(Boolean).map(muted),
    ...checkRows(report.checks),
    ...ways(run).map(muted),
  ];
}

/** All of it in one line, cut where the room ends: what matters most comes first. */
export function shortLine(run: ShownRun, room: number): Row {
  const { report, question } = run;
  const head = headOf(run);
  const [task = ""] = question || !run.limits ? [] : openTaskText(report).split(" ");
  const failing = report.checks.filter(({ outcome }) => isFailure(outcome)).map(({ name }) => name);
  const parts = [
    [task, head.text].filter(Boolean).join(" "),
    attemptText(run),
    ...failing.slice(0, 1).map((name) => `✗ ${name}`),
    iterationsText(run),
    spentText(run),
    tasksText(report),
  ];
  return { ...head, text: oneLine(parts.filter(Boolean).join(" · "), room), isMuted: true };
}

/** How to go on, and where to see more. */
function ways({ standing, limits }: ShownRun): string[] {
  const answer = standing === "needs-user" ? ["/auto-resume to answer"] : [];
  const resume = standing === "paused" || standing === "interrupted" ? ["/auto-resume to resume"] : [];
  return [...answer, ...resume, limits ? "/auto-inspect to watch it live" : "/auto-inspect to look back"];
}

/** The dialog shows the rest. */
function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}

function muted(text: string): Row {
  return { text, isMuted: true };
}

type Check = Report["checks"][number];

/** Those that fail come first. */
function checkRows(checks: readonly Check[]): Row[] {
  const rank = ({ outcome }: Check) => (isFailure(outcome) ? 0 : outcome === "passed" ? 2 : 1);
  const rows = [...checks].sort((one, other) => rank(one) - rank(other)).map(checkRow);
  const more = rows.length - mostChecks;
  return more <= 1 ? rows : [...rows.slice(0, mostChecks), muted(`and ${count(more, "more check")}`)];
}

function checkRow(check: Check): Row {
  const { name, outcome, exitCode, executed } = check;
  const counts =
    outcome === "failed" && typeof executed !== "number" ? `exit ${exitCode}` : countsText(check);
  const told = silenceText(check) || counts;
  return { ...checkSign(outcome), text: oneLine(`${name} ${told}`, 70), isMuted: true };
}

function checkSign(outcome: Check["outcome"]): Pick<Row, "mark" | "tone"> {
  if (isFailure(outcome)) return { mark: "✗", tone: "error" };
  return outcome === "passed" ? { mark: "✓", tone: "success" } : { mark: "–", tone: "warning" };
}

function isFailure(outcome: Check["outcome"]): boolean {
  return outcome === "failed" || outcome === "timedOut";
}
