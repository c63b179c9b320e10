import type { CheckError } from "../../../contracts/check.js";
import { errorFingerprint } from "../../../contracts/error-fingerprint.js";
import type { Review, ReviewIssue } from "../../../contracts/review.js";
import { findPoint } from "./find-point.js";
import type { ReviewPoint } from "./review-points.js";

/** What stands in the way of a review that failed: its errors, and each point that is not met and in none of them. */
export function reviewErrors(
  { issues, criteria = [], summary, verdict }: Review,
  points: readonly ReviewPoint[] = [],
): CheckError[] {
  if (verdict === "pass") return [];
  const named = issues.filter((issue) => issue.severity === "error");
  const unmet = criteria.flatMap(({ criterion, met, evidence }): CheckError[] => {
    if (met || named.some((issue) => issue.criterion === criterion)) return [];
    const error = points[findPoint(criterion, points) ?? -1]?.error;
    return [error ?? unmetError(criterion, evidence)];
  });
  const errors = [...named.map(toError), ...unmet];
  const text = summary.slice(0, longestError);
  return errors.length > 0 ? errors : [{ text, fingerprint: errorFingerprint({ text }) }];
}

/** In characters. The user reads it in the question, the fixer in its brief. */
const longestError = 1000;

/** Each review says in other words what is missing; the criterion is the same. */
function unmetError(criterion: string, missing: string): CheckError {
  const { text } = toError({ severity: "error", message: missing || "nothing shows it", criterion });
  return { text, fingerprint: errorFingerprint({ text: criterion, code: "review" }) };
}

function toError({ message, file, line, criterion, suggestion }: ReviewIssue): CheckError {
  const place = file ? `${file}${line === undefined ? "" : `:${line}`}: ` : "";
  const unmet = criterion ? ` (not met: ${criterion})` : "";
  const mend = suggestion ? ` — ${suggestion}` : "";
  return {
    text: `review: ${place}${message}${unmet}${mend}`.slice(0, longestError),
    fingerprint: errorFingerprint({
      text: `${criterion ?? ""} ${message}`,
      code: "review",
      ...(file ? { file } : {}),
    }),
    ...(file ? { file } : {}),
  };
}
