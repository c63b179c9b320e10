import { describe, expect, it } from "vitest";
import type { CheckResult } from "../../src/contracts/check.js";
import { addedErrors, failedChecks, hasCheckRun, toBaseline } from "../../src/machine/gate.js";

const exitCodes = { passed: 0, failed: 1, timedOut: null, missing: null } as const;

/** A check's result that printed the errors of these fingerprints. */
function result(name: string, outcome: CheckResult["outcome"], ...fingerprints: string[]): CheckResult {
  return {
    name,
    command: `run ${name}`,
    exitCode: exitCodes[outcome],
    outcome,
    seconds: 1,
    output: "",
    errors: fingerprints.map((fingerprint, index) => ({ text: `${fingerprint} at ${index}`, fingerprint })),
  };
}

describe("addedErrors", () => {
  it("is empty when all checks pass", () => {
    expect(addedErrors([result("test", "passed")], {})).toEqual([]);
  });

  it("holds every error of a check that did not fail before, with the check's name", () => {
    const baseline = toBaseline([result("lint", "passed")]);
    expect(
      addedErrors([result("test", "failed", "A", "B"), result("lint", "failed", "A")], baseline),
    ).toEqual([
      { text: "test: A at 0", fingerprint: "A" },
      { text: "test: B at 1", fingerprint: "B" },
      { text: "lint: A at 0", fingerprint: "A" },
    ]);
  });

  it("leaves out what the same check said before the mission", () => {
    const baseline = toBaseline([result("test", "failed", "A", "B")]);
    expect(addedErrors([result("test", "failed", "B", "A")], baseline)).toEqual([]);
    expect(addedErrors([result("test", "failed", "A", "C")], baseline)).toEqual([
      { text: "test: C at 1", fingerprint: "C" },
    ]);
  });

  it("counts how often: one more of the same error is added", () => {
    const baseline = toBaseline([result("test", "failed", "A", "A")]);
    expect(addedErrors([result("test", "failed", "A", "A")], baseline)).toEqual([]);
    expect(addedErrors([result("test", "failed", "A", "A", "A")], baseline)).toEqual([
      { text: "test: A at 2", fingerprint: "A" },
    ]);
  });

  it("does not take one check's old error for another check's", () => {
    const baseline = toBaseline([result("lint", "failed", "A"), result("test", "passed")]);
    expect(addedErrors([result("test", "failed", "A")], baseline)).toEqual([
      { text: "test: A at 0", fingerprint: "A" },
    ]);
  });

  it("holds a timeout, but not one that was there before", () => {
    const timedOut = result("test", "timedOut", "timeout");
    expect(addedErrors([timedOut], toBaseline([result("test", "failed", "A")]))).toEqual(timedOut.errors);
    expect(addedErrors([timedOut], toBaseline([timedOut]))).toEqual([]);
  });

  it("holds a check that could run before and cannot now", () => {
    const missing = result("test", "missing", "gone");
    expect(addedErrors([missing], toBaseline([result("test", "passed")]))).toEqual(missing.errors);
    expect(addedErrors([missing], toBaseline([result("test", "failed", "A")]))).toEqual(missing.errors);
  });

  it("leaves out a check that never could run", () => {
    const missing = result("test", "missing", "gone");
    expect(addedErrors([missing], toBaseline([missing]))).toEqual([]);
    expect(addedErrors([missing], toBaseline([result("test", "missing", "gone elsewhere")]))).toEqual([]);
    expect(addedErrors([missing], {})).toEqual([]);
  });

  it("holds the errors of a check that could not run before and fails now", () => {
    const baseline = toBaseline([result("test", "missing", "gone")]);
    expect(addedErrors([result("test", "failed", "A")], baseline)).toEqual([
      { text: "test: A at 0", fingerprint: "A" },
    ]);
  });

  it("leaves out what a check printed that passed", () => {
    expect(addedErrors([result("test", "passed", "A")], {})).toEqual([]);
  });

  it("takes no check for one that ran before because of its name", () => {
    expect(addedErrors([result("constructor", "missing", "gone")], {})).toEqual([]);
  });

  it("does not use up the baseline", () => {
    const baseline = toBaseline([result("test", "failed", "A")]);
    addedErrors([result("test", "failed", "A", "A")], baseline);
    expect(baseline).toEqual({ test: { outcome: "failed", errors: { A: 1 } } });
  });
});

describe("failedChecks", () => {
  it("are those that brought errors", () => {
    const baseline = toBaseline([result("lint", "failed", "A")]);
    const test = result("test", "failed", "A");
    const results = [result("build", "passed"), result("lint", "failed", "A"), test];
    expect(failedChecks(results, baseline)).toEqual([test]);
  });
});

describe("hasCheckRun", () => {
  it.each([
    ["passed", true],
    ["failed", true],
    ["timedOut", false],
    ["missing", false],
  ] as const)("of a check that %s is %s", (outcome, hasRun) => {
    expect(hasCheckRun([result("lint", "missing"), result("test", outcome, "A")])).toBe(hasRun);
  });

  it("is false without checks", () => {
    expect(hasCheckRun([])).toBe(false);
  });
});
