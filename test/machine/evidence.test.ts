import { describe, expect, it } from "vitest";
import type { CheckResult } from "../../src/contracts/check.js";
import { missingEvidence } from "../../src/machine/evidence.js";
import { checkResult, counts } from "../support/check-result.js";

const lint = checkResult("passed", { name: "lint" });
const passed = checkResult("passed", counts(3));
const byCode = checkResult("passed", { runsTests: true });
const failed = checkResult("failed", { ...counts(2, 1), errors: ["A"] });
const silent = (outcome: CheckResult["outcome"], told: Parameters<typeof checkResult>[1] = {}) =>
  checkResult(outcome, { runsTests: true, ...told });

describe("missingEvidence", () => {
  it.each<[title: string, CheckResult[]]>([
    ["tests that passed", [passed]],
    ["tests that passed, by the exit code alone", [byCode]],
    ["a linter that passed, where there are no tests", [lint]],
    ["a linter that passed beside tests of which old ones fail", [lint, failed]],
    ["one suite that passed beside another of which old tests fail", [passed, failed]],
    [
      "tests that passed beside a linter that could not run",
      [passed, checkResult("couldNotRun", { name: "lint" })],
    ],
    ["a check that the mission brought and that executed tests", [{ ...passed, isNew: true }]],
    ["the tests of what the change affects", [{ ...passed, isPartial: true }]],
    [
      "tests that passed beside those of a package that nothing was changed in and that cannot run",
      [passed, { ...silent("couldNotRun"), name: "back: test", isUntouched: true }],
    ],
  ])("is none with %s", (_, results) => {
    expect(missingEvidence(results)).toBeUndefined();
  });

  it.each<[reason: string, CheckResult[]]>([
    ["no check ran", []],
    ["no check covers what was changed", [{ ...passed, isUntouched: true }]],
    ["back: test cannot tell", [passed, { ...silent("cannotTell"), name: "back: test", isUntouched: true }]],
    [
      "lint could not run: eslint is missing",
      [checkResult("couldNotRun", { name: "lint", reason: "eslint is missing" })],
    ],
    ["test could not run: jest is missing", [lint, silent("couldNotRun", { reason: "jest is missing" })]],
    ["test could not run", [silent("couldNotRun")]],
    [
      "test ran no tests: all 3 are skipped",
      [lint, silent("ranNothing", { ...counts(0, 0, 3), reason: "all 3 are skipped" })],
    ],
    ["test ran no tests", [silent("ranNothing")]],
    ["test timed out", [lint, silent("timedOut", { executed: 5 })]],
    [
      "test cannot tell: its words are not understood",
      [passed, checkResult("cannotTell", { reason: "its words are not understood" })],
    ],
    ["test cannot tell", [checkResult("cannotTell")]],
    ["test failed before the mission too, and executed no test", [lint, silent("failed", counts(0))]],
    [
      "test failed before the mission too, and it is unknown whether it executed a test",
      [lint, silent("failed")],
    ],
    [
      "test failed before the mission too; lint failed before the mission too",
      [failed, checkResult("failed", { name: "lint" })],
    ],
    ["test is new and executed no test", [{ ...byCode, isNew: true }]],
    ["lint is new and executed no test", [{ ...lint, isNew: true }]],
    [
      "test failed before the mission too, and none of its tests passed",
      [lint, silent("failed", counts(0, 3))],
    ],
  ])("is that %s", (reason, results) => {
    expect(missingEvidence(results)).toBe(reason);
  });

  it("is what the first silent suite says, also where another passed", () => {
    const unit = silent("couldNotRun", { name: "unit" });
    expect(missingEvidence([passed, unit, silent("timedOut", { name: "e2e" })])).toBe("unit could not run");
  });
});
