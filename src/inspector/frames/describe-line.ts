import type { CheckResult } from "../../contracts/check.js";
import { count } from "../../contracts/count.js";
import { oneLine } from "../../contracts/one-line.js";
import { checkMark } from "../../report/check-words.js";
import type { EventLine, NoteLine } from "../../runs/journal-line.js";

/** What a line of the journal says, in a few words. It may hold what a model wrote. */
export function describeLine(line: EventLine | NoteLine): string {
  if ("note" in line) return describeNote(line.note);
  const { event, key } = line;
  const of = key?.task ? ` ${key.task}` : "";
  const [, outcome, actor = ""] = /^xstate\.(done|error)\.actor\.(.+)$/.exec(event.type) ?? [];
  if (outcome === "error") return `${actor}${of} failed: ${oneLine(textOf(event.error, "message"), 300)}`;
  if (outcome === "done") return `${actor}${of}: ${describeOutput(event.output)}`;
  if (event.type.startsWith("xstate.after.")) return "the wait is over";
  const words = textOf(event, "request") || textOf(event, "guidance") || textOf(event.failure, "message");
  return words ? oneLine(words, 300) : (phrases[event.type] ?? "");
}

const phrases: Record<string, string> = {
  "run.paused": "the run is paused",
  "run.resumed": "the run is resumed",
  "run.stopped": "the run is ended",
  "user.retried": "retry, with fresh counters",
  "user.skipped": "the task is skipped",
  "user.continued": "the same amount is granted again",
  "user.approved": "the plan is approved",
  "user.kept": "kept as it is",
  "user.stopped": "the run is ended",
  "call.abandoned": "a call ended that nobody waited for",
};

function describeNote(note: NoteLine["note"]): string {
  switch (note.type) {
    case "call.opened":
      return `${note.role}${note.task ? ` ${note.task}` : ""} works on ${note.model}`;
    case "change.submitted":
      return `${note.key.actor}${note.key.task ? ` ${note.key.task}` : ""} submitted its change`;
    case "run.adopted":
      return `session ${note.session} shows the run from here on`;
  }
}

interface Output {
  submission?: { verdict?: string; summary?: string; tasks?: unknown[]; findings?: unknown[] };
  results?: CheckResult[];
  tree?: string | null;
  restored?: unknown[];
}

function describeOutput(output: unknown): string {
  const { submission, results, tree, restored } = (output ?? {}) as Output;
  if (submission) {
    const { verdict, tasks, findings, summary } = submission;
    const counted = tasks
      ? count(tasks.length, "task")
      : findings
        ? count(findings.length, "finding")
        : (verdict ?? "done");
    return oneLine(`${counted} — ${summary ?? ""}`, 300);
  }
  if (results) {
    if (results.length === 0) return "no check could be run";
    return results.map(checkMark).join(", ");
  }
  if (restored) return `${count(restored.length, "file")} rolled back`;
  return tree ? `tree ${tree.slice(0, 10)}` : "no git tree";
}

function textOf(value: unknown, key: string): string {
  const text = (value as Record<string, unknown> | null | undefined)?.[key];
  return typeof text === "string" ? text : "";
}
