import type { ReviewerInput } from "../../../contracts/actor.js";
import type { CheckError } from "../../../contracts/check.js";

/** One thing that the review of a task must answer. Points are numbered from 1, in their order. */
export interface ReviewPoint {
  text: string;
  /** What failed before, where it is no acceptance criterion. */
  error?: CheckError;
}

/** More of what failed before is not asked for: a weak model would answer none of it well. */
const mostErrors = 10;

/** The acceptance criteria of the task, then what its last verification found. */
export function reviewPoints({
  task,
  failedBefore,
}: Pick<ReviewerInput, "task" | "failedBefore">): ReviewPoint[] {
  const errors = new Map(failedBefore.map(({ seen, ...error }) => [error.text, error]));
  return [
    ...task.acceptance.map((text) => ({ text })),
    ...[...errors.values()].slice(0, mostErrors).map((error) => ({ text: error.text, error })),
  ];
}
