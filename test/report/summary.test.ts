import { describe, expect, it } from "vitest";
import type { Report } from "../../src/contracts/report.js";
import { summarize } from "../../src/report/summary.js";
import { checkResult, counts } from "../support/check-result.js";

const nothing = { tokens: { input: 0, output: 0, reasoning: 0, cacheRead: 0, cacheWrite: 0 }, cost: 0 };
const used = (input: number, cost: number) => ({ tokens: { ...nothing.tokens, input }, cost });

const report: Report = {
  version: 1,
  run: "run1",
  session: "ses_1",
  command: "auto",
  request: "do it",
  status: "stopped",
  tasks: [
    {
      id: "T1",
      title: "Sum",
      status: "verified",
      attempts: 1,
      files: ["a.js", "b.js"],
      errors: [],
      ...used(9999, 0.02),
    },
    {
      id: "T2",
      title: "Difference",
      status: "unverified",
      attempts: 2,
      files: ["b.js"],
      errors: [],
      reason: "The reviewer passed it, but nothing proves it: test timed out.",
      ...used(1000, 0),
    },
    {
      id: "T3",
      title: "Product",
      status: "skipped",
      attempts: 3,
      files: [],
      errors: ["test: 6 is not 5", "b"],
      reason: "You skipped it.",
      ...nothing,
    },
    {
      id: "T4",
      title: "Power",
      status: "blocked",
      attempts: 0,
      files: [],
      errors: ["depends on T3"],
      reason: "depends on T3",
      ...nothing,
    },
    {
      id: "T5",
      title: "Root",
      status: "pending",
      attempts: 0,
      files: [],
      errors: [],
      reason: "It was not started.",
      ...nothing,
    },
    {
      id: "T6",
      title: "Log",
      status: "active",
      attempts: 1,
      files: [],
      errors: ["test: no log"],
      reason: "test: no log",
      ...nothing,
    },
  ],
  checks: [
    { ...checkResult("passed", counts(12, 0, 1)), when: "final" },
    { ...checkResult("failed", { name: "lint" }), when: "final" },
    { ...checkResult("couldNotRun", { name: "build", reason: "the tool make is missing" }), when: "final" },
  ],
  iterations: 7,
  calls: { planner: 1, searcher: 4, coder: 4, reviewer: 0, fixer: 3 },
  agents: {
    planner: { calls: 1, ...used(500, 0.001) },
    searcher: { calls: 4, ...used(1955, 0) },
    coder: { calls: 4, ...used(10_000, 0.12245) },
    reviewer: { calls: 0, ...nothing },
    fixer: { calls: 3, ...nothing },
  },
  tokens: { input: 12_000, output: 340, reasoning: 5, cacheRead: 100, cacheWrite: 10 },
  cost: 0.12345,
  startedAt: "2026-01-02T03:04:05.000Z",
};
const path = ".opencode/orchestrator/run1/report.json";

const lines = (more: Partial<Report>, seconds = 1) =>
  summarize({ ...report, ...more }, path, seconds).split("\n");

describe("summarize", () => {
  it("tells how every task rests, the files, the checks and what it took", () => {
    expect(summarize({ ...report, reason: "you stopped it" }, path, 125)).toBe(
      [
        "**■ Stopped** — you stopped it",
        "",
        "- ✓ T1 Sum (verified, 9999 tokens, $0.0200)",
        "- ? T2 Difference (unverified, 2 changes, 1000 tokens) — The reviewer passed it, but nothing proves it: test timed out.",
        "- ⊘ T3 Product (skipped, 3 changes) — test: 6 is not 5",
        "- ⊘ T4 Power (blocked) — depends on T3",
        "- · T5 Root (pending)",
        "- ✗ T6 Log (active) — test: no log",
        "",
        "Files: a.js, b.js",
        "Checks: test exit 0 (12 passed, 1 skipped), lint exit 1, build (could not run: the tool make is missing)",
        "7 iterations · 12 agent calls · 12.5k tokens · $0.1235 · 2 min 5 s",
        "Agents (calls, tokens, cost): planner 1, 500, $0.0010 · searcher 4, 1955 · coder 4, 10.0k, $0.1225 · fixer 3, 0",
        `Report: ${path}`,
      ].join("\n"),
    );
  });

  it.each([
    ["verified", "**✓ Verified**"],
    ["unverified", "**? Done, but not verified**"],
    ["needs-user", "**‖ Needs you**"],
    ["paused", "**‖ Paused**"],
    ["stopped", "**■ Stopped**"],
    ["failed", "**✗ Failed**"],
  ] as const)("heads a run that is %s", (status, headline) => {
    expect(lines({ status })[0]).toBe(headline);
  });

  it("says of a verified run's failing checks that they are no worse than before", () => {
    expect(lines({ status: "verified" })).toContain(
      "Checks: test exit 0 (12 passed, 1 skipped), lint exit 1 (no worse than before the mission), build (could not run: the tool make is missing)",
    );
  });

  it("says of tests that are told by their exit code alone that they are, and why others say nothing", () => {
    const checks = [
      checkResult("passed", { runsTests: true }),
      checkResult("ranNothing", { ...counts(0, 0, 3), name: "e2e", reason: "all 3 are skipped" }),
      checkResult("timedOut", { name: "build" }),
    ].map((check) => ({ ...check, when: "final" }));
    expect(lines({ checks })).toContain(
      "Checks: test exit 0 (exit code only), e2e exit 0 (ran no tests: all 3 are skipped; 0 passed, 3 skipped), build (timed out)",
    );
  });

  it.each([
    ["stopped", "no results for the tree as it is"],
    ["needs-user", "no results for the tree as it is"],
    ["unverified", "none could be run"],
  ] as const)("says of a run that is %s and has no results of checks: %s", (status, words) => {
    expect(lines({ status, checks: [] })).toContain(`Checks: ${words}`);
  });

  it("is short about a run in which nothing has happened", () => {
    const calls = { planner: 0, searcher: 0, coder: 0, reviewer: 0, fixer: 0 };
    const idle = { calls: 0, ...nothing };
    const agents = { planner: idle, searcher: idle, coder: idle, reviewer: idle, fixer: idle };
    expect(
      lines({ status: "paused", tasks: [], checks: [], iterations: 0, calls, agents, ...nothing }, 0),
    ).toEqual(["**‖ Paused**", "", "0 iterations · 0 agent calls · 0 tokens · 0 s", `Report: ${path}`]);
  });

  it.each([
    [0.4, "0 s"],
    [59.4, "59 s"],
    [59.6, "1 min 0 s"],
    [119.7, "2 min 0 s"],
    [3601, "60 min 1 s"],
  ])("tells %d seconds as %s", (seconds, told) => {
    expect(lines({}, seconds).at(-3)?.split(" · ").at(-1)).toBe(told);
  });

  it("counts a single token in the singular, of the run and of a task", () => {
    const told = lines({
      tasks: report.tasks.slice(0, 1).map((one) => ({ ...one, ...used(1, 0) })),
      ...used(1, 0),
    });
    expect(told.filter((line) => line.includes("token")).slice(0, 2)).toEqual([
      "- ✓ T1 Sum (verified, 1 token)",
      expect.stringContaining(" · 1 token · "),
    ]);
  });

  it("tells one of each in the singular, and larger costs in cents", () => {
    const calls = { planner: 1, searcher: 0, coder: 0, reviewer: 0, fixer: 0 };
    expect(lines({ iterations: 1, calls, cost: 1.5 }).at(-3)).toBe(
      "1 iteration · 1 agent call · 12.5k tokens · $1.50 · 1 s",
    );
  });
});
