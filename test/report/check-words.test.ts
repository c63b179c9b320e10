import { expect, test } from "vitest";
import type { CheckResult } from "../../src/contracts/check.js";
import { checkMark, countsText, silenceText } from "../../src/report/check-words.js";
import { checkResult, counts } from "../support/check-result.js";

const reason = "the tool jest is missing";

test.each<[mark: string, CheckResult]>([
  ["test ✓", checkResult("passed")],
  ["test ✓ exit code only", checkResult("passed", { runsTests: true })],
  ["test ✓ 12 passed", checkResult("passed", counts(12))],
  ["test ✓ 12 passed, 3 skipped", checkResult("passed", counts(12, 0, 3))],
  ["test ✗ exit 2", checkResult("failed", { exitCode: 2 })],
  ["test ✗ exit 1", checkResult("failed", { runsTests: true })],
  ["test ✗ 2 failed, 12 passed", checkResult("failed", counts(12, 2))],
  ["test ✗ 2 failed, 0 passed, 1 skipped", checkResult("failed", counts(0, 2, 1))],
  ["test ✗ timed out", checkResult("timedOut", { runsTests: true })],
  ["test – could not run", checkResult("couldNotRun")],
  [`test – could not run: ${reason}`, checkResult("couldNotRun", { reason })],
  [
    "test – ran no tests: all 3 are skipped",
    checkResult("ranNothing", { runsTests: true, reason: "all 3 are skipped" }),
  ],
  ["build – ran nothing", checkResult("ranNothing", { name: "build" })],
  ["test ? cannot tell: it stopped early", checkResult("cannotTell", { reason: "it stopped early" })],
])("a check is told as %s", (mark, check) => {
  expect(checkMark(check)).toBe(mark);
});

test.each([
  ["only the number of tests where nobody knows how many passed", 1, "1 test"],
  ["the number of several", 4, "4 tests"],
])("counts are %s", (_, executed, text) => {
  expect(countsText(checkResult("passed", { runsTests: true, executed }))).toBe(text);
});

test("a report of an older version has no counts", () => {
  const { executed: _, ...older } = checkResult("passed");
  expect(countsText(older as CheckResult)).toBe("");
});

test("only a check that neither passed nor failed is silent", () => {
  const outcomes = ["passed", "failed", "timedOut", "couldNotRun", "ranNothing", "cannotTell"] as const;
  expect(outcomes.map((outcome) => silenceText({ outcome, runsTests: true }))).toEqual([
    "",
    "",
    "timed out",
    "could not run",
    "ran no tests",
    "cannot tell",
  ]);
});
