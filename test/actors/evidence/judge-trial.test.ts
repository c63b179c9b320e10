import { expect, it } from "vitest";
import { judgeTrial, type TrialRun } from "../../../src/actors/evidence/judge-trial.js";
import type { Check, CheckResult } from "../../../src/contracts/check.js";

const check: Check = { name: "unit", command: "unit", timeoutSeconds: 60, when: "task" };

function ran(outcome: CheckResult["outcome"], more: Partial<TrialRun> & Partial<CheckResult> = {}): TrialRun {
  const { list, isNarrow = false, ...told } = more;
  const result: CheckResult = {
    ...{ name: "unit", command: "unit", exitCode: 1, outcome, runsTests: true, seconds: 1, output: "" },
    ...{ executed: null, passed: null, failed: null, skipped: null, errors: [], ...told },
  };
  return { check, result, list, isNarrow };
}

function listOf(places: Record<string, string>, ...crashed: string[]): NonNullable<TrialRun["list"]> {
  const tests = Object.entries(places).map(([name, place]) => ({ id: name, name, place, isSkipped: false }));
  return { version: 1, executed: tests.length, crashed, tests };
}

const error = (test?: string, file?: string) => ({
  text: "it failed",
  fingerprint: "f",
  ...(test !== undefined && { test }),
  ...(file !== undefined && { file }),
});

const judged = (...runs: TrialRun[]) => judgeTrial(runs, ["pkg/a.test.js"], ["adds"]);
const others = { other: "pkg/b.test.js" };

it.each([
  [
    "a check that lists its tests",
    [ran("passed", { list: listOf(others) })],
    "unit finds no test in these files",
  ],
  ["a check without a list", [ran("passed")], "Either it does not run these files"],
  ["tests by their name", [ran("passed", { list: listOf({ "sum > adds": "" }) })], "all of them pass"],
  [
    "tests by their file",
    [ran("passed", { list: listOf({ sums: "/copy/pkg/a.test.js" }) })],
    "all of them pass",
  ],
])("judges what passed: %s", (_, runs, problem) => {
  const trial = judged(...runs);
  expect(trial).toMatchObject({ outcome: "refused", problem: expect.stringContaining(problem) });
  if (problem !== "all of them pass" && runs[0]?.list)
    expect(trial).not.toMatchObject({ problem: expect.stringContaining("pass without") });
});

it("does not take a timeout for a failure", () => {
  expect(judged(ran("timedOut"))).toEqual({
    outcome: "unseen",
    reason: "unit did not end within 60 s",
  });
});

it("says why where the check that may run them cannot run", () => {
  const blocked = ran("couldNotRun", { reason: "the tool jest is missing" });
  expect(judged(ran("passed", { list: listOf(others) }), blocked)).toEqual({
    outcome: "unseen",
    reason: "the tool jest is missing",
  });
});

it.each([
  ["its place in the list", { list: listOf(others, "/copy/pkg/a.test.js"), errors: [error()] }],
  ["its package in the list", { list: listOf(others, "example.com/mod/pkg"), errors: [error()] }],
  ["a compiler's error", { errors: [error(undefined, "pkg/a.test.js")] }],
])("accepts a file that cannot be loaded, by %s", (_, more) => {
  expect(judged(ran("failed", more))).toEqual({ outcome: "failing" });
});

it("asks for a run without the tests where nothing tells whose the failure is", () => {
  const run = ran("failed", { errors: [error()] });
  expect(judged(run)).toEqual({ outcome: "unclear", run });
});

it("needs no such run where only related tests ran", () => {
  expect(judged(ran("failed", { errors: [error()], isNarrow: true }))).toEqual({ outcome: "failing" });
});

it("says that nobody saw them where only other tests fail", () => {
  const list = listOf(others, "pkg/b.test.js");
  const errors = [error("other", "pkg/b.test.js"), error(undefined, "pkg/b.test.js")];
  expect(judged(ran("failed", { list, errors }))).toMatchObject({ outcome: "unseen" });
});

it("judges by names beside the crash of another file", () => {
  const list = listOf({ adds: "pkg/a.test.js" }, "pkg/b.test.js");
  expect(judged(ran("failed", { list, errors: [error("adds", "pkg/a.test.js")] }))).toEqual({
    outcome: "failing",
  });
  expect(judged(ran("failed", { list, errors: [error(undefined, "pkg/b.test.js")] }))).toMatchObject({
    outcome: "refused",
  });
});
