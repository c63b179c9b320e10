import { totalTokens } from "../../contracts/agent.js";
import type { CheckResult } from "../../contracts/check.js";
import { count } from "../../contracts/count.js";
import type { Context } from "../../machine/context.js";
import { survivorsOf } from "../../machine/noticing.js";
import { totalSpent } from "../../machine/spending.js";
import { type RunSnapshot, restStatus } from "../../machine/status.js";
import type { Task, TaskQueue } from "../../machine/task-queue.js";
import { countsText, reachText, silenceText } from "../../report/check-words.js";
import { evidenceText } from "../../report/evidence-words.js";
import type { ChecksView, Counters, ErrorView, TaskView } from "./frame.js";
import { redactText } from "./redact.js";

/** No text of a frame is longer; the journal has it whole. */
const longestText = 20_000;

export function toCounters(state: RunSnapshot): Counters {
  const { context } = state;
  const { work, limits } = context;
  const { tokens, costUsd } = totalSpent(context);
  return {
    status: restStatus(state) ?? (state.hasTag("working") ? "working" : "idle"),
    iterations: context.iterations,
    iterationLimit: context.iterationLimit,
    retries: work?.retries ?? 0,
    retryLimit: limits.retryLimit,
    sameError: work ? Object.values(work.seen).reduce((most, seen) => Math.max(most, seen), 0) : 0,
    sameErrorLimit: limits.sameErrorLimit,
    callFailures: context.callFailures,
    calls: Object.values(context.calls).reduce((sum, calls) => sum + calls, 0),
    tokens,
    cost: costUsd,
    workSeconds: context.workSeconds,
  };
}

/** The tasks that differ. Unchanged pages and tasks are the same objects. */
export function changedTasks(before: TaskQueue, after: TaskQueue): TaskView[] {
  if (before === after) return [];
  return after.pages.flatMap((page, number) => {
    const old = before.pages[number];
    if (page === old) return [];
    return page.filter((task, place) => task !== old?.[place]).map(toTaskView);
  });
}

function toTaskView(task: Task): TaskView {
  const { id, status, attempts, dependsOn } = task;
  return {
    id: shown(id, 200),
    title: shown(task.title),
    description: shown(task.description),
    status,
    isRepair: task.kind === "repair",
    dependsOn: dependsOn.map((other) => shown(other, 200)),
    files: task.files.map((file) => shown(file, 1_000)),
    changedFiles: task.changedFiles.map((file) => shown(file, 1_000)),
    acceptance: task.acceptance.map((criterion) => shown(criterion)),
    attempts,
    errors: task.errors.map((error) => shown(error)),
    reason: shown(task.reason ?? ""),
    evidence: task.evidence ? shown(evidenceText(task.evidence), 400) : "",
    survivors: (task.evidence ? survivorsOf(task.evidence) : []).map(
      ({ file, line, before = "", after = "" }) => ({
        place: shown(`${file}:${line}`, 300),
        before: shown(before, 300),
        after: shown(after, 300),
      }),
    ),
    tokens: totalTokens(task.spent),
    cost: task.spent.cost,
  };
}

export function toChecksView(of: string, results: readonly CheckResult[]): ChecksView {
  return {
    of: shown(of, 200),
    results: results.map((result) => {
      const { name, command, exitCode, outcome, seconds, output, errors } = result;
      const texts = errors.slice(0, 50).map(({ text }) => shown(text));
      return {
        name: shown(name, 200),
        command: shown(command, 1_000),
        exitCode,
        outcome,
        told: shown(
          [silenceText(result) || countsText(result), reachText(result)].filter(Boolean).join("; "),
          400,
        ),
        seconds,
        output: shownEnd(output),
        errors: texts,
      };
    }),
  };
}

export function toErrorViews(work: Context["work"]): ErrorView[] {
  return (work?.errors ?? []).slice(0, 50).map(({ text, seen }) => ({ text: shown(text), seen }));
}

/** A text without secrets, and not too long. */
export function shown(text: string, limit = longestText): string {
  // A secret that the cut would halve lies behind what is shown.
  const clean = redactText(text.slice(0, limit + 1_000));
  const rest = text.length - limit;
  return rest > 0 ? `${clean.slice(0, limit)}… (${count(rest, "character")} more)` : clean;
}

/** The end of a check's output says what failed. */
function shownEnd(text: string): string {
  if (text.length <= longestText) return redactText(text);
  const end = redactText(text.slice(-longestText - 1_000)).slice(-longestText);
  return `(${count(text.length - longestText, "character")} before) …${end}`;
}

/** The beginning of a value's JSON, its secrets taken out and its texts cut. */
export function previewOf(value: unknown, limit = 1_500): string {
  let room = limit * 2;
  const json = JSON.stringify(value, (key, entry: unknown) => {
    if (typeof entry !== "string") return room > 0 || typeof entry !== "object" ? entry : null;
    const text = shown(entry, Math.max(0, Math.min(600, room)));
    room -= text.length + key.length;
    return text;
  });
  return redactText(json ?? "").slice(0, limit);
}
