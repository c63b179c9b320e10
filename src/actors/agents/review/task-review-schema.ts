import { oneLine } from "../../../contracts/one-line.js";
import { type CriterionAnswer, type Review, reviewSchema } from "../../../contracts/review.js";
import type * as z from "../../../contracts/zod.js";
import { findPoint } from "./find-point.js";
import type { ReviewPoint } from "./review-points.js";

/**
 * The review of a task: it answers each point once. What comes out has the answers in the order of the points and in
 * their words, and after them what is said to be not met although nobody asked.
 */
export function taskReviewSchema(points: readonly ReviewPoint[]): z.ZodType<Review> {
  return reviewSchema
    .superRefine(({ criteria = [] }, context) => {
      for (const message of problemsOf(criteria, points))
        context.addIssue({ code: "custom", path: ["criteria"], message });
    })
    .transform(({ criteria = [], issues, ...review }): Review => {
      const answers = criteria.map(({ criterion, met, evidence }) => ({
        at: findPoint(criterion, points),
        criterion: oneLine(criterion, longestText),
        met,
        evidence: oneLine(evidence, longestText),
      }));
      const asked = points.flatMap(({ text, error }, index): CriterionAnswer[] => {
        const answer = answers.find(({ at }) => at === index);
        if (!answer) return [];
        const { met, evidence } = answer;
        return [{ criterion: text, met, evidence, ...(error ? { failedBefore: true as const } : {}) }];
      });
      const more = answers.flatMap(({ at, ...answer }) => (answer.met || at !== undefined ? [] : answer));
      return {
        ...review,
        issues: issues.map((issue) => withWords(issue, points)),
        criteria: [...asked, ...more],
      };
    });
}

/** Of an answer, in characters. */
const longestText = 300;

function problemsOf(criteria: readonly CriterionAnswer[], points: readonly ReviewPoint[]): string[] {
  const found = criteria.map(({ criterion }) => findPoint(criterion, points));
  const numbers = points.map((_, index) => found.filter((at) => at === index).length);
  const missing = points.flatMap(({ text }, index) =>
    numbers[index] === 0 ? [`${index + 1} (${oneLine(text, 80)})`] : [],
  );
  const twice = points.flatMap((_, index) => ((numbers[index] ?? 0) > 1 ? [index + 1] : []));
  const unknown = criteria.flatMap(({ criterion }, index) =>
    found[index] === undefined ? [`"${oneLine(criterion, 80)}"`] : [],
  );
  return [
    ...(missing.length > 0
      ? [
          `not answered: ${missing.join(", ")}. Add for each an entry like {"criterion": "${numbers.indexOf(0) + 1}", "met": true, "evidence": "path:line or test"}`,
        ]
      : []),
    ...(missing.length > 0 && unknown.length > 0
      ? [`${unknown.join(", ")}: write the number as the criterion, from 1 to ${points.length}`]
      : []),
    ...twice.map((number) => `${number} is answered more than once: answer it once`),
  ];
}

/** An issue may name its criterion by the number, which means nothing to the fixer. */
function withWords<Issue extends { criterion?: string | undefined }>(
  issue: Issue,
  points: readonly ReviewPoint[],
): Issue {
  const at = issue.criterion ? findPoint(issue.criterion, points) : undefined;
  const criterion = at === undefined ? undefined : points[at]?.text;
  return criterion === undefined ? issue : { ...issue, criterion };
}
