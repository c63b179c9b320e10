import { describe, expect, it } from "vitest";
import type { CheckOutcome, CheckResult } from "../../src/contracts/check.js";
import {
  addedErrors,
  failedChecks,
  judgedResults,
  passingChecks,
  tightenedBaseline,
  toBaseline,
  withBaseline,
  withLateBaseline,
} from "../../src/machine/gate.js";
import { checkResult } from "../support/check-result.js";

/** A check's result that printed the errors of these fingerprints. */
function result(name: string, outcome: CheckOutcome, ...errors: string[]): CheckResult {
  return checkResult(outcome, { name, errors });
}

/** A failure that was not understood: these are all of its lines, and those of them that are errors. */
function unread(lines: string[], ...errors: string[]): CheckResult {
  return { ...result("test", "failed", ...errors), lines: lines.map(line) };
}

const line = (text: string) => ({ text, fingerprint: text });
const error = (check: string, name: string) => ({ text: `${check}: error ${name}`, fingerprint: name });

/** Whether the second run of a check adds errors to the first one, or nobody can tell; then why. */
function comparison(before: CheckResult[], now: CheckResult) {
  const baseline = toBaseline(before);
  const [judged] = judgedResults([now], baseline);
  const added = addedErrors([now], baseline);
  expect(failedChecks([now], baseline)).toEqual(added.length > 0 ? [now] : []);
  return { outcome: judged?.outcome, reason: judged?.reason, added: added.map(({ text }) => text) };
}

const doubt = "it failed before the mission too, and its new errors cannot be identified";

describe("addedErrors", () => {
  it("is empty when all checks pass", () => {
    expect(addedErrors([result("test", "passed")], {})).toEqual([]);
  });

  it("holds every error of a check that did not fail before, with the check's name", () => {
    const baseline = toBaseline([result("lint", "passed")]);
    const results = [result("test", "failed", "A", "B"), result("lint", "failed", "A")];
    expect(addedErrors(results, baseline)).toEqual([
      error("test", "A"),
      error("test", "B"),
      error("lint", "A"),
    ]);
  });

  it("leaves out what the same check said before the mission, in whatever order", () => {
    const baseline = toBaseline([result("test", "failed", "A", "B")]);
    expect(addedErrors([result("test", "failed", "B", "A")], baseline)).toEqual([]);
    expect(addedErrors([result("test", "failed", "A", "C")], baseline)).toEqual([error("test", "C")]);
  });

  it("counts how often: one more of the same error is added", () => {
    const baseline = toBaseline([result("test", "failed", "A", "A")]);
    expect(addedErrors([result("test", "failed", "A", "A")], baseline)).toEqual([]);
    expect(addedErrors([result("test", "failed", "A", "A", "A")], baseline)).toEqual([error("test", "A")]);
  });

  it("does not take one check's old error for another check's", () => {
    const baseline = toBaseline([result("lint", "failed", "A"), result("test", "passed")]);
    expect(addedErrors([result("test", "failed", "A")], baseline)).toEqual([error("test", "A")]);
  });

  it("holds a timeout, but not one that was there before", () => {
    const timedOut = result("test", "timedOut", "timeout");
    expect(addedErrors([timedOut], toBaseline([result("test", "failed", "A")]))).toEqual(timedOut.errors);
    expect(addedErrors([timedOut], toBaseline([timedOut]))).toEqual([]);
  });

  it.each(["couldNotRun", "ranNothing"] as const)(
    "holds a check that %s now and told something before, and no other",
    (outcome) => {
      const silent = result("test", outcome, "gone");
      for (const before of ["passed", "failed", "timedOut", "cannotTell"] as const) {
        expect(addedErrors([silent], toBaseline([result("test", before, "A")]))).toEqual(silent.errors);
      }
      for (const before of ["couldNotRun", "ranNothing"] as const) {
        expect(addedErrors([silent], toBaseline([result("test", before, "elsewhere")]))).toEqual([]);
      }
      expect(addedErrors([silent], {})).toEqual([]);
    },
  );

  it("holds the errors of a check that could not run before and fails now", () => {
    const baseline = toBaseline([result("test", "couldNotRun", "gone")]);
    expect(addedErrors([result("test", "failed", "A")], baseline)).toEqual([error("test", "A")]);
  });

  it.each(["passed", "cannotTell"] as const)("leaves out what a check printed that %s", (outcome) => {
    expect(addedErrors([result("test", outcome, "A")], {})).toEqual([]);
  });

  it("takes no check for one that ran before because of its name", () => {
    expect(addedErrors([result("constructor", "couldNotRun", "gone")], {})).toEqual([]);
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

describe("a check that failed before and fails now", () => {
  const stopped = { reason: "it stops at its first failure" };

  it.each<[title: string, before: CheckResult, now: CheckResult, ReturnType<typeof comparison>]>([
    [
      "is no worse when the same lines could not be read",
      unread(["boom", "1 failed"], "A"),
      unread(["1 failed", "boom"], "A"),
      { outcome: "failed", reason: undefined, added: [] },
    ],
    [
      "is worse by the lines it adds that tell of a failure, and by those only",
      unread(["boom"], "A"),
      unread(["boom", "all is quiet", "Error: no such table"], "A"),
      { outcome: "failed", reason: undefined, added: ["test: Error: no such table"] },
    ],
    [
      "is worse when one line more says the same",
      unread(["FAIL a.js"], "A"),
      unread(["FAIL a.js", "FAIL a.js"], "A"),
      { outcome: "failed", reason: undefined, added: ["test: FAIL a.js"] },
    ],
    [
      "is worse by what can be read of them, where something can",
      unread(["boom"], "A"),
      unread(["boom", "Error: B"], "A", "B"),
      { outcome: "failed", reason: undefined, added: ["test: error B"] },
    ],
    [
      "cannot be told when it adds lines that tell of none",
      unread(["boom"], "A"),
      unread(["boom", "all is quiet"], "A"),
      { outcome: "cannotTell", reason: doubt, added: [] },
    ],
    [
      "is no worse when lines are gone",
      unread(["boom", "all is quiet"], "A"),
      unread(["boom"], "A"),
      { outcome: "failed", reason: undefined, added: [] },
    ],
    [
      "cannot be told when its errors can be read now, and could not before",
      unread(["boom"], "A"),
      result("test", "failed", "B"),
      { outcome: "cannotTell", reason: doubt, added: [] },
    ],
    [
      "is no worse when the errors that can be read now were among those before",
      unread(["boom"], "A"),
      result("test", "failed", "A"),
      { outcome: "failed", reason: undefined, added: [] },
    ],
    [
      "cannot be told when its errors could be read before, and not all can now",
      result("test", "failed", "A"),
      unread(["boom"], "A"),
      { outcome: "cannotTell", reason: doubt, added: [] },
    ],
    [
      "is worse by a new error, also when not all of them can be read",
      result("test", "failed", "A"),
      unread(["boom"], "A", "B"),
      { outcome: "failed", reason: undefined, added: ["test: error B"] },
    ],
    [
      "cannot be told when it stopped early, and shows nothing new until there",
      result("test", "failed", "A"),
      checkResult("failed", { errors: ["A"], ...stopped }),
      { outcome: "cannotTell", ...stopped, added: [] },
    ],
    [
      "cannot be told when it stopped early with the lines of before",
      unread(["boom"], "A"),
      { ...unread(["boom"], "A"), ...stopped },
      { outcome: "cannotTell", ...stopped, added: [] },
    ],
    [
      "is worse by a new error, also when it stopped early",
      result("test", "failed", "A"),
      checkResult("failed", { errors: ["B"], ...stopped }),
      { outcome: "failed", ...stopped, added: ["test: error B"] },
    ],
  ])("%s", (_, before, now, expected) => {
    expect(comparison([before], now)).toEqual(expected);
  });
});

describe("a check that timed out before", () => {
  it("cannot be told when it ends now with errors, which may have been there", () => {
    const before = result("test", "timedOut", "timeout", "A");
    expect(comparison([before], result("test", "failed", "A", "B"))).toEqual({
      outcome: "cannotTell",
      reason: "it did not finish before the mission",
      added: [],
    });
  });

  it("is no worse with the errors that it had printed until then", () => {
    const before = result("test", "timedOut", "timeout", "A");
    expect(comparison([before], result("test", "failed", "A")).outcome).toBe("failed");
  });
});

describe("judgedResults", () => {
  it("leaves the words of a check that could not tell by itself", () => {
    const unsure = checkResult("cannotTell", { reason: "its command hides its exit code" });
    expect(judgedResults([unsure], toBaseline([unsure]))).toEqual([unsure]);
  });

  it("leaves a check as it is that stopped early and never failed before", () => {
    const stopped = checkResult("failed", { errors: ["A"], reason: "it stops at its first failure" });
    expect(judgedResults([stopped], toBaseline([checkResult("passed")]))).toEqual([stopped]);
  });
});

describe("a baseline that is made late", () => {
  const never = toBaseline([result("test", "couldNotRun", "gone"), result("lint", "ranNothing", "none")]);

  it("excuses what failed on the tree before the mission, and nothing else", () => {
    const baseline = withLateBaseline(never, [result("test", "failed", "A")]);
    expect(addedErrors([result("test", "failed", "A", "B")], baseline)).toEqual([error("test", "B")]);
  });

  it("is wanted of the checks that told nothing, and made once", () => {
    const told = toBaseline(
      (["passed", "failed", "timedOut", "cannotTell"] as const).map((name) => result(name, name, "A")),
    );
    expect(withBaseline({ ...told, ...never })).toEqual(["passed", "failed", "timedOut", "cannotTell"]);
    const late = withLateBaseline(never, [result("test", "couldNotRun", "gone")]);
    expect(withBaseline(late)).toEqual(["test"]);
    expect(withLateBaseline(late, [result("test", "failed", "A")])).toEqual(late);
  });
});

describe("a baseline after a task was closed", () => {
  const baseline = toBaseline([result("test", "failed", "A", "A", "B"), result("lint", "passed")]);

  it("no longer excuses what the task fixed", () => {
    const fixed = tightenedBaseline(baseline, [result("test", "passed")]);
    expect(addedErrors([result("test", "failed", "B")], fixed)).toEqual([error("test", "B")]);
    const half = tightenedBaseline(baseline, [result("test", "failed", "A", "C")]);
    expect(half.test).toEqual({ outcome: "failed", errors: { A: 1 } });
  });

  it("is as it was for a check that told nothing, and knows one that runs now", () => {
    for (const outcome of ["timedOut", "couldNotRun", "ranNothing", "cannotTell"] as const)
      expect(tightenedBaseline(baseline, [result("test", outcome, "A")])).toEqual(baseline);
    const missing = toBaseline([result("test", "couldNotRun", "gone")]);
    expect(tightenedBaseline(missing, [result("test", "passed")]).test).toEqual({
      outcome: "passed",
      errors: {},
    });
    expect(tightenedBaseline(missing, [result("test", "failed", "A")])).toEqual(missing);
  });

  it("is as it was after a part of a check", () => {
    const part = { ...result("test", "passed"), isPartial: true as const };
    expect(tightenedBaseline(baseline, [part])).toEqual(baseline);
  });

  it("tells which checks passed", () => {
    const all = toBaseline([
      result("lint", "passed"),
      result("test", "failed", "A"),
      result("e2e", "timedOut"),
    ]);
    expect(passingChecks(all)).toEqual(["lint"]);
  });

  it("keeps of lines those that are still printed", () => {
    const before = toBaseline([unread(["one", "two"])]);
    expect(tightenedBaseline(before, [unread(["two", "three"])]).test?.lines).toEqual({ two: 1 });
  });
});
