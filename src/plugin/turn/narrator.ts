import type { CheckResult } from "../../contracts/check.js";
import { count } from "../../contracts/count.js";
import type { Findings } from "../../contracts/findings.js";
import { oneLine } from "../../contracts/one-line.js";
import type { Review } from "../../contracts/review.js";
import type { Progress } from "../../machine/progress.js";
import type { Task } from "../../machine/task-queue.js";
import { checkMark } from "../../report/check-words.js";
import { evidenceText } from "../../report/evidence-words.js";

export { oneLine };

/** A line, or a few, for a fact of the chart; "" for facts that the turn shows in another way. */
export function narrate(progress: Progress): string {
  switch (progress.type) {
    case "plan.accepted":
      return [
        oneLine(progress.summary, 600),
        "",
        "| Task | What | Files | After |",
        "| --- | --- | --- | --- |",
        ...progress.tasks.map(
          (task) =>
            `| ${task.id} | ${cell(task.title)}${task.proof === "review" ? " (reviewed only)" : ""} | ${cell(task.files.join(", "))} | ${cell(task.dependsOn.join(", ") || "–")} |`,
        ),
      ].join("\n");
    case "findings.told":
      return findingsText(progress.findings);
    case "review.told":
      return reviewText(progress.review);
    case "baseline.taken":
      return baselineLine(progress.results);
    case "task.started":
      return `**${progress.task.id}** ${progress.task.title}`;
    case "tests.written":
      return testsLine(progress);
    case "checks.passed": {
      const mark = progress.results.some(({ outcome }) => outcome === "passed") ? "✓" : "–";
      const told = progress.results.map(checkMark).join(", ") || "none";
      return [`${progress.task.id} ${mark} checks: ${told}`, ...putBackLines(progress.results)].join("\n");
    }
    case "fix.started": {
      const [first, ...more] = progress.errors;
      const others = more.length > 0 ? ` and ${more.length} more` : "";
      const times = first && first.seen > 0 ? `seen ${first.seen}×` : "retried at your request";
      const seen = first ? `${oneLine(first.text)}${others} (${times})` : "not verified";
      const who = progress.kind === "afresh" ? "coder, afresh," : "fixer";
      return `${progress.task.id} ✗ ${seen} → ${who} ${progress.retry}/${progress.retryLimit}`;
    }
    case "task.ended":
      return endLine(progress);
    case "call.failed": {
      const { actor, model, message } = progress.failure;
      const wait =
        progress.waitMilliseconds >= 1000 ? ` in ${Math.round(progress.waitMilliseconds / 1000)} s` : "";
      return `⚠ ${actor}${model ? ` (${model})` : ""}: ${oneLine(message)} → again${wait}`;
    }
    case "repair.appended":
      return `✗ The finished tree fails its checks → repair task ${progress.task.id}`;
    case "final.checked":
      return progress.results.length > 0 ? `Final checks: ${progress.results.map(checkMark).join(", ")}` : "";
    case "user.asked":
      return "";
  }
}

function testsLine(told: Extract<Progress, { type: "tests.written" }>): string {
  const { task, files, covers, isAmended, isKept } = told;
  const reason = told.reason ? oneLine(told.reason) : "";
  if (files.length === 0) return `${task.id} – no tests before the code: ${reason}`;
  if (isAmended) {
    const why = reason && `: ${reason}`;
    return `${task.id} tests ${isKept ? "kept" : "amended"} after an objection${why}`;
  }
  const tests = [...new Set(covers.map(({ test }) => test))];
  const names = oneLine(tests.join(", "), 200);
  return `${task.id} ${count(tests.length, "test")} written before the code: ${names}${reason && ` (${reason})`}`;
}

function baselineLine(results: readonly CheckResult[]): string {
  if (results.length === 0) return "Checks: none found, so nothing can be verified beyond the review";
  const failing = results.filter((result) => result.outcome !== "passed");
  const note = failing.length > 0 ? " (what failed before the mission does not count against it)" : "";
  return [
    `Checks before the first change: ${results.map(checkMark).join(", ")}${note}`,
    ...putBackLines(results),
  ].join("\n");
}

/** A check that rewrites files is told once: it is not what a check is for. */
function putBackLines(results: readonly CheckResult[]): string[] {
  return results
    .filter(({ putBack = [] }) => putBack.length > 0)
    .map(
      ({ name, putBack = [] }) =>
        `⚠ ${name} rewrites files: ${oneLine(putBack.join(", "), 200)}. They are restored; a check should only read`,
    );
}

function endLine({ task, review, blocked }: Extract<Progress, { type: "task.ended" }>): string {
  switch (task.status) {
    case "verified":
    case "reviewed":
      return `${task.id} ✓ ${task.status}${said(joined([proofOf(task), review ? oneLine(review.summary) : ""]))}`;
    case "unverified":
      return `${task.id} ? unverified: the reviewer passed it, but nothing proves it: ${task.reason ?? "no check passed"}`;
    default: {
      const waiting = blocked.length > 0 ? `; blocked: ${blocked.map(({ id }) => id).join(", ")}` : "";
      const left = task.changedFiles;
      const taken =
        left.length > 0
          ? `, but not rolled back: ${left.join(", ")}`
          : ", what git sees of its changes is rolled back";
      return `${task.id} ⊘ skipped${taken}${waiting}`;
    }
  }
}

function proofOf({ evidence }: Task): string {
  return evidence ? evidenceText(evidence) : "";
}

function joined(parts: readonly string[]): string {
  return parts.filter(Boolean).join("; ");
}

function said(words: string): string {
  return words ? `: ${words}` : "";
}

function cell(text: string): string {
  return oneLine(text).replaceAll("|", "\\|");
}

function findingsText({ summary, findings }: Findings): string {
  const places = findings.map(
    ({ file, lines, note }) => `- \`${file}${lines ? `:${lines}` : ""}\` ${oneLine(note, 400)}`,
  );
  return [oneLine(summary, 1000), ...(places.length > 0 ? ["", ...places] : [])].join("\n");
}

/** The issues by file, errors first. */
function reviewText({ verdict, summary, issues }: Review): string {
  const files = [...new Set(issues.map(({ file }) => file ?? ""))];
  const lines = files.flatMap((name) => [
    "",
    name ? `**${name}**` : "**In general**",
    ...issues
      .filter(({ file }) => (file ?? "") === name)
      .sort((a, b) => a.severity.localeCompare(b.severity))
      .map(issueLine),
  ]);
  return [`${verdict === "pass" ? "✓" : "✗"} ${oneLine(summary, 1000)}`, ...lines].join("\n");
}

function issueLine({ severity, message, file, line, suggestion }: Review["issues"][number]): string {
  const place = file && line !== undefined ? `\`${file}:${line}\` ` : "";
  const advice = suggestion ? ` — ${oneLine(suggestion, 400)}` : "";
  return `- ${severity === "error" ? "✗" : "⚠"} ${place}${oneLine(message, 400)}${advice}`;
}
