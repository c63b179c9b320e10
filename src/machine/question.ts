import { count } from "../contracts/count.js";
import { reachedAmounts, setAside } from "./arbiter.js";
import type { Budget, Context } from "./context.js";
import { workOf } from "./guards.js";
import { totalSpent } from "./spending.js";
import { findTask, tasksOf } from "./task-queue.js";

/** What the user may answer. Each reply is one event of the chart. */
export type Reply = "run" | "fix" | "retry" | "skip" | "continue" | "keep" | "stop";

export interface Question {
  /** At most 30 characters. */
  header: string;
  text: string;
  replies: { reply: Reply; description: string }[];
}

/** The question that the run waits for, in the user's words; nothing while it does not wait. */
export function questionOf(context: Context, canReply: (reply: Reply) => boolean): Question | undefined {
  if (!context.question) return undefined;
  const isPlan = context.question === "planReady";
  const replies = (Object.keys(replyDescriptions) as Reply[]).filter(canReply).map((reply) => ({
    reply,
    description: isPlan ? (planDescriptions[reply] ?? replyDescriptions[reply]) : replyDescriptions[reply],
  }));
  return { ...wording(context), replies };
}

const replyDescriptions: Record<Reply, string> = {
  run: "Run the plan task by task: code, verify and fix",
  fix: "Fix the errors and verify the fixes",
  retry: "Try again with fresh counters. Type your own words to guide it",
  skip: "Roll back this task's changes and continue without it",
  continue: "Grant the same amount again",
  keep: "Leave the code as it is",
  stop: "Keep the changes so far and end the run",
};

const planDescriptions: Partial<Record<Reply, string>> = {
  retry: "Plan again. Type your own words to say what to change",
  keep: "Keep the plan; /auto without arguments runs it later",
  stop: "Drop the plan",
};

function wording(context: Context): Pick<Question, "header" | "text"> {
  const task = findTask(context.queue, context.work?.taskId ?? "");
  const name = task ? `${task.id} "${task.title}"` : "The task";
  switch (context.question) {
    case "sameError":
      return {
        header: "Same error again",
        text: [
          `${name}: the same error came back ${count(context.limits.sameErrorLimit, "time")}.`,
          ...seenErrors(context),
        ].join("\n"),
      };
    case "retriesUsedUp":
      return {
        header: "Retries used up",
        text: [
          `${name}: still failing after ${count(workOf(context.work).retries, "fix", "fixes")}.`,
          ...seenErrors(context),
        ].join("\n"),
      };
    case "capReached":
      return {
        header: "Iteration cap reached",
        text: `${context.iterations} of ${count(context.iterationLimit, "iteration is", "iterations are")} used. Grant ${context.limits.maxIterations} more?`,
      };
    case "budgetReached": {
      const spent = totalSpent(context);
      const reached = reachedAmounts(context);
      const parts = reached.map(
        (amount) => `${round(spent[amount])} of ${count(context.budget[amount] ?? 0, units[amount])}`,
      );
      const used = `${parts.join(", ")} used${besides(context, reached)}`;
      return { header: "Budget reached", text: `${used}. Grant the same amount again?` };
    }
    case "planReady":
      return {
        header: "Plan ready",
        text: `${count(tasksOf(context.queue).length, "task")}: ${context.planSummary}\nRun it?`,
      };
    case "reviewFailed":
      return {
        header: "Review found errors",
        text: ["Fix them?", ...context.reported.map((error) => `- ${error.text}`).slice(0, 5)].join("\n"),
      };
    case "finalChecksFailed":
      return {
        header: "Final checks fail",
        text: [
          "The finished tree still fails its checks after repairs.",
          ...context.finalErrors.map((error) => `- ${error.text}`).slice(0, 5),
        ].join("\n"),
      };
    default: {
      const failure = context.failure;
      const who = failure ? `The ${failure.actor}${failure.model ? ` (${failure.model})` : ""}` : "A call";
      return { header: "A call failed", text: `${who} failed: ${failure?.message ?? "no reason was given"}` };
    }
  }
}

function seenErrors({ work }: Context): string[] {
  return workOf(work)
    .errors.slice(0, 5)
    .map((error) => `- ${error.text} (seen ${error.seen}×)`);
}

/** Why the budget counts as reached although less of it is used. */
function besides(context: Context, reached: readonly (keyof Budget)[]): string {
  const spent = totalSpent(context);
  const isShort = reached.every((amount) => spent[amount] < (context.budget[amount] ?? 0));
  if (!isShort) return "";
  const aside = setAside(context);
  const parts = reached.map((amount) => count(round(aside[amount]), units[amount]));
  return `, and the search for ${context.ahead?.taskId} may need ${parts.join(", ")}`;
}

const units = { tokens: "token", costUsd: "US dollar", minutes: "minute" } as const;

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
