import { describe, expect, it } from "vitest";
import { type ReviewIssue, reviewSchema } from "../../src/contracts/review.js";

const error: ReviewIssue = { severity: "error", message: "no test", file: "a.js" };
const warning: ReviewIssue = { severity: "warning", message: "a long name" };

function problems(verdict: string, issues: unknown[], summary = "because"): string[] {
  const parsed = reviewSchema.safeParse({ verdict, summary, issues });
  return (parsed.error?.issues ?? []).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}

describe("reviewSchema", () => {
  it.each([
    ["pass", []],
    ["pass", [warning]],
    ["fail", [error]],
    ["fail", [{ severity: "error", message: "no test", criterion: "has a test" }]],
    [
      "fail",
      [warning, { severity: "error", message: "vague" }, { ...error, line: 3, suggestion: "add one" }],
    ],
  ])("takes a %s with %j, as it is", (verdict, issues) => {
    const review = { verdict, summary: "because", issues };
    expect(reviewSchema.parse(review)).toEqual(review);
  });

  it("refuses a pass with an error", () => {
    expect(problems("pass", [warning, error])).toEqual([
      'issues: verdict is "pass" but there are issues of severity "error". Change the verdict to "fail", or the severity to "warning"',
    ]);
  });

  it("says of a pass with an error only that, also where the error names no place", () => {
    expect(problems("pass", [{ severity: "error", message: "vague" }])).toEqual([
      expect.stringMatching(/^issues: verdict is "pass" but there are issues/),
    ]);
  });

  it.each([[[]], [[warning]]])("refuses a fail without an error: %j", (issues) => {
    expect(problems("fail", issues)).toEqual([
      'issues: verdict is "fail" but no issue has severity "error". Name at least one error with a file or a criterion',
    ]);
  });

  it.each([{}, { file: "" }, { criterion: "" }, { line: 3 }])(
    "refuses a fail whose only error names neither a file nor a criterion: %j",
    (place) => {
      expect(
        problems("fail", [
          { severity: "error", message: "bad", ...place },
          { ...warning, file: "a.js" },
        ]),
      ).toEqual([
        "issues: an error must name the file it is in, or the acceptance criterion that is not met",
      ]);
    },
  );

  it("takes answers as weak models write them", () => {
    const answers = [
      { criterion: 1, met: "Yes", evidence: ["a.js:1", "b.js:2"] },
      { criterion: "2", met: true, evidence: "a.js:1" },
      { criterion: "3", met: "not met", evidence: null },
      { criterion: "4", met: false },
    ];
    const fail = { verdict: "fail", summary: "because", issues: [], criteria: answers };
    expect(reviewSchema.parse(fail).criteria).toEqual([
      { criterion: "1", met: true, evidence: "a.js:1, b.js:2" },
      { criterion: "2", met: true, evidence: "a.js:1" },
      { criterion: "3", met: false, evidence: "" },
      { criterion: "4", met: false, evidence: "" },
    ]);
  });

  it("refuses a pass where a criterion is not met", () => {
    const pass = {
      verdict: "pass",
      summary: "because",
      issues: [],
      criteria: [{ criterion: "2", met: false, evidence: "" }],
    };
    expect(reviewSchema.safeParse(pass).error?.issues.map(({ message }) => message)).toEqual([
      'verdict is "pass" but not met: "2". Change the verdict to "fail"',
    ]);
  });

  it("refuses other verdicts and severities, and a verdict without a reason", () => {
    expect(problems("maybe", [{ ...error, severity: "fatal" }], "")).toEqual([
      'verdict: Invalid option: expected one of "pass"|"fail"',
      "summary: Too small: expected string to have >=1 characters",
      'issues.0.severity: Invalid option: expected one of "error"|"warning"',
    ]);
  });
});
