import { describe, expect, it } from "vitest";
import { readSubmission } from "../../../../src/actors/agents/lenient-json.js";
import { taskReviewSchema } from "../../../../src/actors/agents/review/task-review-schema.js";

const failed = { text: "test: expected 3, got 4", fingerprint: "A" };
const points = [{ text: "it adds" }, { text: "it has a test" }, { text: failed.text, error: failed }];
const schema = taskReviewSchema(points);
const answer = (criterion: unknown, met: unknown = true, evidence: unknown = "a.js:1") => ({
  criterion,
  met,
  evidence,
});
const pass = (...criteria: unknown[]) => ({ verdict: "pass", summary: "good", issues: [], criteria });
const problem = (review: unknown) => {
  const reading = readSubmission(schema, review);
  return "problem" in reading ? reading.problem.split("\n") : [];
};

describe("the review of a task", () => {
  it("comes out with its answers in the words and the order of the points", () => {
    const review = pass(
      answer(3),
      answer("It has a test"),
      answer("1. it adds", "yes", ["a.js:1", "b.js:2"]),
    );
    expect(schema.parse(review)).toEqual({
      ...pass(),
      criteria: [
        { criterion: "it adds", met: true, evidence: "a.js:1, b.js:2" },
        { criterion: "it has a test", met: true, evidence: "a.js:1" },
        { criterion: failed.text, met: true, evidence: "a.js:1", failedBefore: true },
      ],
    });
  });

  it("is taken also where its list is a string", () => {
    const list = [answer("1"), answer("2"), answer("3")];
    expect(problem({ ...pass(), criteria: JSON.stringify(list) })).toEqual([]);
  });

  it("is told which points it has not answered, and how", () => {
    expect(problem({ verdict: "pass", summary: "good", issues: [] })).toEqual([
      '- criteria: not answered: 1 (it adds), 2 (it has a test), 3 (test: expected 3, got 4). Add for each an entry like {"criterion": "1", "met": true, "evidence": "path:line or test"}',
    ]);
    expect(problem(pass(answer("1"), answer("the test"), answer("3")))).toEqual([
      '- criteria: not answered: 2 (it has a test). Add for each an entry like {"criterion": "2", "met": true, "evidence": "path:line or test"}',
      '- criteria: "the test": write the number as the criterion, from 1 to 3',
    ]);
  });

  it("is told which point it has answered more than once", () => {
    expect(problem(pass(answer("1"), answer("2"), answer("it has a test"), answer("3")))).toEqual([
      "- criteria: 2 is answered more than once: answer it once",
    ]);
  });

  it("cannot pass what is not met", () => {
    expect(problem(pass(answer("1"), answer("2", "no"), answer("3")))).toEqual([
      '- criteria: verdict is "pass" but not met: "2". Change the verdict to "fail"',
    ]);
  });

  it("may fail for a criterion alone, and keeps what is not met although nobody asked", () => {
    const review = {
      ...pass(
        answer("1"),
        answer("2", false, null),
        answer("3"),
        answer("it is documented", "no"),
        answer("fast"),
      ),
      verdict: "fail",
    };
    expect(schema.parse(review).criteria).toEqual([
      { criterion: "it adds", met: true, evidence: "a.js:1" },
      { criterion: "it has a test", met: false, evidence: "" },
      { criterion: failed.text, met: true, evidence: "a.js:1", failedBefore: true },
      { criterion: "it is documented", met: false, evidence: "a.js:1" },
    ]);
  });

  it("says in the criterion's words what an issue names by its number", () => {
    const issues = [
      { severity: "error", message: "none", criterion: "2" },
      { severity: "warning", message: "long", criterion: "style" },
    ];
    const review = { ...pass(answer("1"), answer("2", false), answer("3")), verdict: "fail", issues };
    expect(schema.parse(review).issues.map(({ criterion }) => criterion)).toEqual(["it has a test", "style"]);
  });
});
