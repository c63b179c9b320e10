import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ReviewFacts, verifyReview } from "../../../../src/actors/agents/review/verify-review.js";
import { writeTestList } from "../../../../src/actors/checks/weakenings/test-list.js";
import { checkResult } from "../../../support/check-result.js";

let folder: string;
let facts: ReviewFacts;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "verify-review-"));
  const files = {
    "src/sum.js": "export const sum = (a, b) =>\n  a + b;\n",
    "src/empty.js": "",
    "src/other.js": "one\n",
    "test/sum.test.js": "one\ntwo\nthree",
    "test/old.test.js": "one\n",
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  const test = (name: string, isSkipped = false) => ({
    id: name,
    name,
    place: "test/sum.test.js",
    isSkipped,
  });
  const tests = join(folder, "tests.json");
  const listed = [test("sum > adds two numbers"), test("later", true), test("sum > is slow"), test("fn")];
  await writeTestList(tests, { version: 1, executed: 3, crashed: [], tests: listed });
  const slow = [{ text: "sum > is slow: timed out", fingerprint: "S", test: "sum > is slow" }];
  facts = {
    folder,
    task: { id: "T1", title: "Sum", description: "", files: ["src/sum.js"], acceptance: [] },
    changedFiles: ["src/sum.js", "src/empty.js", "src/gone.js", "test/sum.test.js"],
    checks: [
      { ...checkResult("failed", { name: "test", command: "npm test", tests }), errors: slow },
      checkResult("passed", { name: "types", command: "npx tsc --noEmit" }),
      checkResult("couldNotRun", { name: "lint", command: "npm run lint" }),
    ],
    points: [{ text: "it adds" }],
  };
});
afterAll(() => rm(folder, { recursive: true }));

/** What is said of one answer. */
async function said(evidence: string, changed: Partial<ReviewFacts> = {}, met = true) {
  const all = { ...facts, ...changed };
  const criteria = all.points.map(({ text }) => ({ criterion: text, met, evidence }));
  const review = { verdict: "pass" as const, summary: "good", issues: [], criteria };
  const problem = await verifyReview(review, all, new AbortController().signal);
  return problem?.split("\n")[0];
}

describe("evidence that holds", () => {
  it.each([
    ["a line of a changed file", "src/sum.js:2"],
    ["the last line of a file that does not end with a line break", "test/sum.test.js:3"],
    ["the only line of an empty file", "src/empty.js:1"],
    ["a file that the change deleted", "src/gone.js is deleted"],
    ["a line of a test that was not changed", "`test/old.test.js` line 1"],
    ["the end of one changed file's path", "sum.test.js:1"],
    ["a path as a diff writes it", "b/src/sum.js:1"],
    ["the name of a test", "adds two numbers"],
    ["the name of a test with its suite", "sum > adds two numbers"],
    ["the name of a test in words", 'the test "adds two numbers" in test/sum.test.js'],
    ["the shortened name of a test", "sum adds two"],
    ["the short name of a test, quoted", "`fn` passes"],
    ["a check whose tests have no names", "types"],
    ["the command of such a check", "npx tsc --noEmit is clean"],
    ["one of two places", "src/nope.js:1, src/sum.js:1"],
  ])("is %s", async (_, evidence) => {
    expect(await said(evidence)).toBeUndefined();
  });

  it("is an absolute path in the project, or one from the root of a repository around it", async () => {
    expect(await said(`${join(folder, "src/sum.js")}:1`)).toBeUndefined();
    expect(await said(`${basename(folder)}/src/sum.js:1`)).toBeUndefined();
    expect(await said("other/src/sum.js:1")).toBe("- criteria 1: other/src/sum.js does not exist");
  });

  it("is any place of the project where the tree cannot tell what was changed", async () => {
    expect(await said("src/other.js:1", { changedFiles: null })).toBeUndefined();
  });

  it.each(["All checks pass", "npm test exits with 0", "What worked before still works"])(
    'is a check that passed, for "%s"',
    async (text) => {
      const checks = facts.checks.map((check) => ({ ...check, outcome: "passed" as const, errors: [] }));
      expect(await said("the check test", { points: [{ text }], checks })).toBeUndefined();
      expect(await said("the check test", { checks })).toMatch(/runs many tests/);
    },
  );

  it("is a check that passed, for what failed before", async () => {
    const checks = facts.checks.map((check) => ({ ...check, outcome: "passed" as const, errors: [] }));
    const error = { text: "test: expected 3", fingerprint: "A" };
    expect(await said("test", { points: [{ text: error.text, error }], checks })).toBeUndefined();
  });

  it("is not asked for where a criterion is not met", async () => {
    expect(await said("", {}, false)).toBeUndefined();
  });
});

describe("evidence that does not hold", () => {
  it.each([
    ["", "evidence is missing"],
    ["src/nope.js:1", "src/nope.js does not exist"],
    ["src/sum.js:3", "src/sum.js has no line 3, its last is 2"],
    ["src/sum.js:0", "src/sum.js has no line 0, its last is 2"],
    ["src/sum.js", "src/sum.js: add the line, like src/sum.js:1"],
    ["src/other.js:1", "src/other.js is neither changed by this task nor named by it, and is no test"],
    ["../secret.js:1", "../secret.js is outside of the project"],
    ["later", 'the test "later" was skipped'],
    ["is slow", 'the test "sum > is slow" failed'],
    ["lint", '"lint" is no place and no test that ran'],
    ["I have read all of it", '"I have read all of it" is no place and no test that ran'],
  ])("%j: %s", async (evidence, problem) => {
    expect(await said(evidence)).toBe(`- criteria 1: ${problem}`);
  });

  it("comes with what evidence can be", async () => {
    const criteria = [{ criterion: "it adds", met: true, evidence: "trust me" }];
    const review = { verdict: "pass" as const, summary: "good", issues: [], criteria };
    expect(await verifyReview(review, facts, new AbortController().signal)).toBe(
      [
        '- criteria 1: "trust me" is no place and no test that ran',
        'evidence is "path:line" in src/sum.js, src/empty.js, src/gone.js, test/sum.test.js or a test file, or the name of a test that passed, or the check types. Read the file; if nothing shows it, set met to false.',
      ].join("\n"),
    );
  });

  it("is not looked for when the call was stopped", async () => {
    const review = {
      verdict: "pass" as const,
      summary: "good",
      issues: [],
      criteria: [{ criterion: "it adds", met: true, evidence: "src/sum.js:1" }],
    };
    await expect(verifyReview(review, facts, AbortSignal.abort("stopped"))).rejects.toBe("stopped");
  });
});
