import type { SeenError } from "../contracts/actor.js";
import type { CheckResult } from "../contracts/check.js";
import type { Failure } from "../contracts/failure.js";
import type { Findings } from "../contracts/findings.js";
import type { Review } from "../contracts/review.js";
import type { AcceptanceWork, QuestionReason, RetryKind } from "./context.js";
import type { Task } from "./task-queue.js";

/** What the chart tells while it works: facts worth a line to a person, and to a journal. */
export type Progress =
  | { type: "plan.accepted"; summary: string; tasks: Task[] }
  | { type: "findings.told"; findings: Findings }
  | { type: "review.told"; review: Review }
  | { type: "baseline.taken"; results: CheckResult[] }
  | { type: "task.started"; task: Task }
  | ({ type: "tests.written"; task: Task } & Pick<
      AcceptanceWork,
      "files" | "covers" | "reason" | "isAmended" | "isKept"
    >)
  | { type: "checks.passed"; task: Task; results: CheckResult[] }
  | {
      type: "fix.started";
      task: Task;
      errors: SeenError[];
      retry: number;
      retryLimit: number;
      kind: RetryKind;
    }
  /** `blocked`: every task that can no longer be done. A skipped task's `changedFiles` could not be taken back. */
  | { type: "task.ended"; task: Task; review: Review | null; blocked: Task[] }
  | { type: "call.failed"; failure: Failure; waitMilliseconds: number }
  | { type: "repair.appended"; task: Task }
  | { type: "final.checked"; results: CheckResult[] }
  | { type: "user.asked"; reason: QuestionReason };
