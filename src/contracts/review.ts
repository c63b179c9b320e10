import { z } from "zod";

export const reviewIssueSchema = z.object({
  severity: z.enum(["error", "warning"]).describe("error: the task is not done; warning: worth knowing"),
  message: z.string().min(1).describe("What is wrong"),
  file: z.string().optional().describe("Relative to the project"),
  line: z.number().optional(),
  criterion: z.string().optional().describe("The acceptance criterion that is not met"),
  suggestion: z.string().optional().describe("How to fix it"),
});

/**
 * A review's shape plus its logic: a fail names at least one error with a file or a criterion, a pass has no
 * errors. Anything else is contradictory and goes back to the reviewer.
 */
export const reviewSchema = z
  .object({
    verdict: z.enum(["pass", "fail"]),
    summary: z.string().min(1).describe("The reason for the verdict, in one or two sentences"),
    issues: z.array(reviewIssueSchema),
  })
  .superRefine((review, context) => {
    const errors = review.issues.filter((issue) => issue.severity === "error");
    const report = (message: string) => context.addIssue({ code: "custom", path: ["issues"], message });
    if (review.verdict === "pass" && errors.length > 0) {
      report(
        'verdict is "pass" but there are issues of severity "error". Change the verdict to "fail", or the severity to "warning"',
      );
    }
    if (review.verdict === "fail" && errors.length === 0) {
      report(
        'verdict is "fail" but no issue has severity "error". Name at least one error with a file or a criterion',
      );
    }
    if (
      review.verdict === "fail" &&
      errors.length > 0 &&
      !errors.some((issue) => issue.file || issue.criterion)
    ) {
      report("an error must name the file it is in, or the acceptance criterion that is not met");
    }
  });

export type Review = z.infer<typeof reviewSchema>;
export type ReviewIssue = z.infer<typeof reviewIssueSchema>;
