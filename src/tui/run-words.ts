import { count } from "../contracts/count.js";
import { oneLine } from "../contracts/one-line.js";
import type { Report } from "../contracts/report.js";
import { costText, tokensText } from "../report/amounts.js";
import type { Tone } from "./screen.js";
import type { ShownRun } from "./shown-run.js";

/** How a run stands, in a word or two, with its sign. */
export interface Head {
  mark: string;
  tone: Tone;
  text: string;
}

const standings: Record<ShownRun["standing"], Head> = {
  working: { mark: "●", tone: "info", text: "working" },
  interrupted: { mark: "‖", tone: "warning", text: "interrupted" },
  "needs-user": { mark: "‖", tone: "warning", text: "needs you" },
  paused: { mark: "‖", tone: "warning", text: "paused" },
  verified: { mark: "✓", tone: "success", text: "verified" },
  unverified: { mark: "?", tone: "warning", text: "done, but not verified" },
  stopped: { mark: "■", tone: "warning", text: "stopped" },
  failed: { mark: "✗", tone: "error", text: "failed" },
};

/** While it works, the chart's own state; else how it rests. */
export function headOf({ standing, state, question, report }: ShownRun): Head {
  if (standing === "unverified" && report.tasks.length === 0) {
    return { mark: "✓", tone: "success", text: "answered" };
  }
  const head = standings[standing];
  if (question) return { ...head, text: `${head.text}: ${question.header}` };
  if (!state) return head;
  return { ...head, text: standing === "working" ? state : `${head.text} at ${state}` };
}

/** The open task, like `T2 Free shipping from 50`. */
export function openTaskText({ tasks }: Report): string {
  const open = tasks.find(({ status }) => status === "active");
  return open ? `${open.id} ${oneLine(open.title, 70)}` : "";
}

/** Like `3 of 40 tasks done, 1 skipped`. */
export function tasksText({ tasks }: Report): string {
  if (tasks.length === 0) return "";
  const left = tasks.filter(({ status }) => status === "skipped" || status === "blocked").length;
  const open = tasks.filter(({ status }) => status === "pending" || status === "active").length;
  const done = tasks.length - left - open;
  return `${done} of ${count(tasks.length, "task")} done${left > 0 ? `, ${left} skipped` : ""}`;
}

/** Like `attempt 2, fixer 1 of 3`. */
export function attemptText({ attempt }: ShownRun): string {
  if (!attempt) return "";
  const fixer = attempt.retries > 0 ? `, fixer ${attempt.retries} of ${attempt.retryLimit}` : "";
  return `attempt ${attempt.changes}${fixer}`;
}

/** Like `iteration 3 of 100`. */
export function iterationsText({ report: { iterations }, limits }: ShownRun): string {
  if (iterations === 0) return "";
  return limits ? `iteration ${iterations} of ${limits.iterations}` : count(iterations, "iteration");
}

/** What all agents used, against the budget, like `10.8k of 2M tokens · $0.12 of $5`. */
export function spentText({ report, limits }: ShownRun): string {
  const { tokens, costUsd, minutes } = limits?.budget ?? {};
  const used = tokensText(report);
  const cost = costText(report);
  const money = cost || costUsd ? `${cost || "$0"}${costUsd ? ` of $${costUsd}` : ""}` : "";
  return [
    tokens ? `${used} of ${count(amount(tokens), "token")}` : count(used, "token"),
    money,
    minutes ? `${Math.floor(limits?.minutes ?? 0)} of ${minutes} min` : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

function amount(number: number): string {
  const [unit, name] = number < 1_000_000 ? [1_000, "k"] : [1_000_000, "M"];
  return number < 10_000 ? String(number) : `${Number((number / unit).toFixed(1))}${name}`;
}
