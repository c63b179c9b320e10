import type { SnapshotFrom } from "xstate";
import type { RunStatus } from "../contracts/report.js";
import type { orchestratorMachine } from "./orchestrator.machine.js";
import { type Question, questionOf, type Reply } from "./question.js";

export type RunSnapshot = SnapshotFrom<typeof orchestratorMachine>;

/** The run's status in the words of the report; nothing while it works or has not begun. */
export function restStatus(snapshot: RunSnapshot): RunStatus | undefined {
  if (snapshot.status === "error") return "failed";
  if (snapshot.matches("verified")) return "verified";
  if (snapshot.matches("unverified") || snapshot.matches("answered")) return "unverified";
  if (snapshot.matches("stopped")) return "stopped";
  if (snapshot.hasTag("needsUser")) return "needs-user";
  return snapshot.matches("paused") || snapshot.matches("planned") ? "paused" : undefined;
}

/** The event that a reply is. */
export function replyEvent(reply: Reply, guidance?: string) {
  switch (reply) {
    case "retry":
      return { type: "user.retried" as const, ...(guidance ? { guidance } : {}) };
    case "skip":
      return { type: "user.skipped" as const };
    case "continue":
      return { type: "user.continued" as const };
    case "run":
      return { type: "user.approved" as const };
    case "fix":
      return { type: "fix.requested" as const, request: "" };
    case "keep":
      return { type: "user.kept" as const };
    case "stop":
      return { type: "user.stopped" as const };
  }
}

/** The question that the run waits for, with the replies that the chart takes now. */
export function currentQuestion(snapshot: RunSnapshot): Question | undefined {
  return questionOf(snapshot.context, (reply) => snapshot.can(replyEvent(reply)));
}
