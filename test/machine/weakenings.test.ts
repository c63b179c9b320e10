import { describe, expect, it } from "vitest";
import { createContext } from "../../src/machine/context.js";
import { createQueue, pendingTask } from "../../src/machine/task-queue.js";
import {
  acceptedTests,
  allowedWeakenings,
  forbiddenWeakenings,
  lostAtTheEnd,
} from "../../src/machine/weakenings.js";
import { checkResult } from "../support/check-result.js";
import { task } from "./live-run.js";

describe("acceptedTests", () => {
  it("are the last lists of the checks that came to their end", () => {
    const outcomes = ["passed", "failed", "timedOut", "couldNotRun", "ranNothing", "cannotTell"] as const;
    const results = outcomes.map((name) => checkResult(name, { name, tests: "new.json" }));
    const before = { passed: "old.json", timedOut: "old.json", other: "old.json" };
    expect(acceptedTests(before, [...results, checkResult("passed", { name: "lint" })])).toEqual({
      ...before,
      passed: "new.json",
      failed: "new.json",
    });
  });
});

it("a list of a part of the tests is not accepted in place of the whole", () => {
  const part = checkResult("passed", { name: "test", tests: "part.json", isPartial: true });
  expect(acceptedTests({ test: "whole.json" }, [part])).toEqual({ test: "whole.json" });
});

describe("a weakening", () => {
  const weakening = (...files: string[]) => ({ text: "a test is gone", fingerprint: "gone", files });
  const planned = pendingTask(task("T1"));

  it("is allowed where the task names one of the files that can have done it", () => {
    const allowed = weakening("T1.test.js", "T1.js");
    expect(allowedWeakenings([allowed, weakening("b.js")], planned)).toEqual([allowed]);
    expect(forbiddenWeakenings([allowed], planned)).toEqual([]);
  });

  it("is an error of the change otherwise, in its first file where it has one", () => {
    expect(forbiddenWeakenings([weakening("b.js", "c.js"), weakening()], planned)).toEqual([
      { text: "a test is gone", fingerprint: "gone", file: "b.js" },
      { text: "a test is gone", fingerprint: "gone" },
    ]);
  });

  it("of the finished tree is an error unless a task that is done allows it", () => {
    const lost = [weakening("T1.js"), weakening("T2.js")];
    const context = (status: "verified" | "pending") => ({
      ...createContext(undefined),
      queue: createQueue([{ ...planned, status }]),
    });
    expect(lostAtTheEnd(lost, context("verified"))).toEqual([
      { text: "a test is gone", fingerprint: "gone" },
    ]);
    expect(lostAtTheEnd(lost, context("pending"))).toHaveLength(2);
  });
});
