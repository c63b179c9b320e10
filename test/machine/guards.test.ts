import { describe, expect, it } from "vitest";
import { noUsage } from "../../src/contracts/agent.js";
import { type Context, createContext, type Work } from "../../src/machine/context.js";
import {
  callRetryDelay,
  hasExecutedEvidence,
  hasWeakenedChecks,
  isPassed,
  isSameErrorAgain,
  workOf,
} from "../../src/machine/guards.js";
import { coderInput, fixerInput, reviewerInput, rollbackInput } from "../../src/machine/inputs.js";
import { endReason } from "../../src/machine/report.js";
import { createQueue, pendingTask } from "../../src/machine/task-queue.js";
import * as tell from "../../src/machine/tell.js";
import { openTask } from "../../src/machine/updates/task-updates.js";
import { errorOf, resultOf, task } from "./live-run.js";

/** A run whose only task is open. */
function opened(change: Partial<Work> = {}): Context {
  const before = { ...createContext(undefined), queue: createQueue([pendingTask(task("T1"))]) };
  const context = { ...before, ...openTask(before) };
  return { ...context, work: { ...workOf(context.work), ...change } };
}

const pass = { verdict: "pass", summary: "good", issues: [] } as const;
const seen = (name: string, times: number) => ({ ...errorOf(name), seen: times });

describe("the guards", () => {
  it("take one error that came back for the same error, whatever else is there", () => {
    expect(isSameErrorAgain(opened({ errors: [seen("A", 1), seen("B", 3)] }))).toBe(true);
    expect(isSameErrorAgain(opened({ errors: [seen("A", 2), seen("B", 2)] }))).toBe(false);
    expect(isSameErrorAgain(opened())).toBe(false);
  });

  it("let nothing pass against which an error stands, nor without a passing review", () => {
    const review = { ...pass, issues: [] };
    expect(isPassed(opened({ review }))).toBe(true);
    expect(isPassed(opened({ review, errors: [seen("A", 1)] }))).toBe(false);
    expect(isPassed(opened())).toBe(false);
  });

  it("take only a check that passed for evidence", () => {
    expect(hasExecutedEvidence(opened({ checks: resultOf("ok") }))).toBe(true);
    for (const checks of [resultOf("A"), resultOf("missing"), []]) {
      expect(hasExecutedEvidence(opened({ checks }))).toBe(false);
    }
  });

  it("let a task weaken the checks by its own files only", () => {
    const by = (file: string) => [{ text: "a test is gone", fingerprint: "gone", files: [file] }];
    expect(hasWeakenedChecks(opened())).toBe(false);
    expect(hasWeakenedChecks(opened({ weakenings: by("T1.js") }))).toBe(false);
    expect(hasWeakenedChecks(opened({ weakenings: by("other.test.js") }))).toBe(true);
  });

  it("wait twice as long each time, and not at all after the user's word", () => {
    const waits = [0, 1, 2, 3].map((callFailures) =>
      callRetryDelay({ ...createContext(undefined), callFailures }),
    );
    expect(waits).toEqual([0, 1000, 2000, 4000]);
  });
});

describe("what the chart asks for in the wrong state", () => {
  it("is an error that says so", () => {
    const context = createContext(undefined);
    expect(() => workOf(null)).toThrow("No task is open");
    expect(() => tell.failure(context)).toThrow("No call has failed");
    expect(() => tell.repair(context)).toThrow("The queue is empty");
    expect(() => tell.question(context)).toThrow("Nothing is asked");
  });
});

describe("what actors are given", () => {
  it("is whole where nothing was found, remembered or changed yet", () => {
    const nowhere = { tree: null };
    expect(coderInput({ context: opened() })).toMatchObject({
      findings: { summary: "", findings: [] },
      checkpoint: nowhere,
    });
    expect(fixerInput({ context: opened() }).taskCheckpoint).toEqual(nowhere);
    expect(rollbackInput({ context: opened() }).checkpoint).toEqual(nowhere);
    expect(reviewerInput({ context: opened() })).toMatchObject({
      taskCheckpoint: nowhere,
      changedFiles: null,
      weakenings: [],
      unplannedFiles: [],
    });
  });
});

describe("the reason of an end", () => {
  it("is the user's where a run was stopped before it had a plan", () => {
    const context = createContext(undefined);
    expect(endReason(context, "stopped")).toBe("ended by the user");
    expect(endReason(context, "unverified")).toBe("nothing was changed");
    expect(endReason(context, "verified")).toBeUndefined();
  });
});

describe("the time of a failed call", () => {
  it("is told with the wait before the next", () => {
    const failure = {
      kind: "provider",
      actor: "coder",
      message: "busy",
      retryable: true,
      usage: noUsage,
      seconds: 1,
    } as const;
    expect(tell.failure({ ...createContext(undefined), failure, callFailures: 2 })).toEqual({
      type: "call.failed",
      failure,
      waitMilliseconds: 2000,
    });
  });
});
