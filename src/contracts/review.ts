import * as z from "./zod.js";

export const reviewIssueSchema = z.object({
  severity: z.enum(["error", "warning"]).describe("error: the task is not done; warning: worth knowing"),
  message: z.string().min(1).describe("What is wrong"),
  file: z.string().optional().describe("Relative to the project"),
  line: z.number().optional(),
  criterion: z.string().optional().describe("The acceptance criterion that is not met"),
  suggestion: z.string().optional().describe("How to fix it"),
});

const answerSchema = z.object({
  criterion: z.string().min(1).describe("Its number in the brief"),
  met: z.boolean(),
  evidence: z
    .string()
    .describe('What shows it: "src/cart.js:14", or the name of a test that passed. Not met: what is missing'),
});

const fields = {
  verdict: z.enum(["pass", "fail"]),
  summary: z.string().min(1).describe("The reason for the verdict, in one or two sentences"),
  issues: z.array(reviewIssueSchema),
};

/** What the reviewer's tool asks for. Only the review of a task has criteria, so the schema does not insist on them. */
export const reviewShape = {
  ...fields,
  criteria: z
    .array(answerSchema)
    .describe(
      'One entry for each numbered criterion, and each line of "What failed before"; [] where there is none',
    ),
};

/**
 * A review's shape plus its logic: a fail names a criterion that is not met, or at least one error with a file or a
 * criterion; a pass has neither. Anything else is contradictory and goes back to the reviewer.
 */
export const reviewSchema = z
  .object({ ...fields, criteria: z.array(z.preprocess(plainAnswer, answerSchema)).optional() })
  .superRefine((review, context) => {
    const errors = review.issues.filter((issue) => issue.severity === "error");
    const unmet = review.criteria?.filter(({ met }) => !met) ?? [];
    const report = (message: string, path: "issues" | "criteria" = "issues") =>
      context.addIssue({ code: "custom", path: [path], message });
    if (review.verdict === "pass" && errors.length > 0) {
      report(
        'verdict is "pass" but there are issues of severity "error". Change the verdict to "fail", or the severity to "warning"',
      );
    }
    if (review.verdict === "pass" && unmet.length > 0) {
      const named = unmet.map(({ criterion }) => `"${criterion.slice(0, 80)}"`).join(", ");
      report(`verdict is "pass" but not met: ${named}. Change the verdict to "fail"`, "criteria");
    }
    if (review.verdict === "pass" || unmet.length > 0) return;
    if (errors.length === 0) {
      report(
        'verdict is "fail" but no issue has severity "error". Name at least one error with a file or a criterion',
      );
    } else if (!errors.some((issue) => issue.file || issue.criterion)) {
      report("an error must name the file it is in, or the acceptance criterion that is not met");
    }
  });

export type ReviewIssue = z.infer<typeof reviewIssueSchema>;

/** How a review answers one criterion of its task. */
export interface CriterionAnswer {
  criterion: string;
  met: boolean;
  /** A place like `src/cart.js:14`, or the name of a test or check; of what is not met, what is missing. */
  evidence: string;
  /** It is no criterion, but an error of the verification before: met where it is fixed. */
  failedBefore?: true;
}

/** The review of a task answers its criteria; one of `/review`, or of an older version, has none. */
export interface Review {
  verdict: "pass" | "fail";
  summary: string;
  issues: ReviewIssue[];
  criteria?: CriterionAnswer[] | undefined;
}

/** As weak models write it: a number for the criterion, "yes" for true, no evidence for what is not met. */
function plainAnswer(raw: unknown): unknown {
  if (typeof raw !== "object" || raw === null) return raw;
  const { criterion, met, evidence = "", ...others } = raw as Record<string, unknown>;
  return {
    ...others,
    criterion: typeof criterion === "number" ? String(criterion) : criterion,
    met: typeof met === "string" ? (words.get(met.trim().toLowerCase()) ?? met) : met,
    evidence: Array.isArray(evidence) ? evidence.join(", ") : (evidence ?? ""),
  };
}

const words = new Map([
  ...["true", "yes", "met", "pass", "passed", "ok"].map((word) => [word, true] as const),
  ...["false", "no", "not met", "unmet", "fail", "failed"].map((word) => [word, false] as const),
]);
