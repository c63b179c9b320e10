import { expect, test } from "vitest";
import { noUsage } from "../../src/contracts/agent.js";
import type { Review } from "../../src/contracts/review.js";
import { criteriaLines } from "../../src/report/criteria-lines.js";
import { reportOf } from "../../src/report/run-report.js";
import { startRun } from "../machine/live-run.js";

test("a report lists what the reviewer said of each criterion, and nothing where it said nothing", async () => {
  const criteria = [
    { criterion: "it adds", met: true, evidence: "adds two numbers" },
    { criterion: "test: expected 3", met: true, evidence: "sum.js:1", failedBefore: true as const },
    { criterion: "it is fast", met: false, evidence: "" },
  ];
  const old: Review = { verdict: "pass", summary: "good", issues: [] };
  const reportWith = async (submission: Review) => {
    const reviewed = { submission, usage: noUsage, seconds: 0, errors: [] };
    const run = startRun({ actors: { reviewer: async () => reviewed } });
    const identity = {
      run: "run1",
      session: "ses_1",
      command: "auto",
      startedAt: "2026-01-02T03:04:05.000Z",
    };
    const report = reportOf(await run.rest(), identity, "2026-01-02T04:04:05.000Z");
    if (!report) throw new Error("the run does not rest");
    return report;
  };
  const report = await reportWith({ ...old, criteria });
  expect(report.tasks.map((task) => task.criteria)).toEqual([criteria]);
  expect(criteriaLines(report)).toEqual([
    "Criteria:",
    "  T1 ✓ it adds — adds two numbers",
    "  T1 ✓ fixed: test: expected 3 — sum.js:1",
    "  T1 ✗ it is fast",
    "",
  ]);
  expect(criteriaLines(await reportWith(old))).toEqual([]);
});
