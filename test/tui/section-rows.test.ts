import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../src/contracts/report.js";
import { sectionRows, shortLine } from "../../src/tui/section-rows.js";
import type { ShownRun } from "../../src/tui/shown-run.js";
import { statusText } from "../../src/tui/status-text.js";
import { makeRun } from "../support/made-run.js";

let folder: string;
let report: Report;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "section-rows-")));
  const made = await makeRun(folder, "2026-01-02-000000-bbbb");
  if (!made.report) throw new Error("The run has no report");
  report = made.report;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const tokens = { input: 10_000, output: 800, reasoning: 0, cacheRead: 0, cacheWrite: 0 };
const limits = { iterations: 100, budget: {}, minutes: 12.7 };

type Task = Report["tasks"][number];
type Check = Report["checks"][number];

const task = (id: string, status: Task["status"], title = `Write ${id}`): Task => ({
  ...(report.tasks[0] as Task),
  id,
  title,
  status,
});
const check = (name: string, outcome: Check["outcome"], facts: Partial<Check> = {}): Check => ({
  name,
  command: name,
  exitCode: outcome === "passed" ? 0 : 1,
  outcome,
  runsTests: false,
  executed: null,
  passed: null,
  failed: null,
  skipped: null,
  seconds: 1,
  when: "T2",
  ...facts,
});

/** A run whose second task is being fixed. */
const working = (over: Partial<ShownRun> = {}, facts: Partial<Report> = {}): ShownRun => ({
  report: {
    ...report,
    tasks: [task("T1", "verified"), task("T2", "active"), task("T3", "pending"), task("T4", "skipped")],
    checks: [check("lint", "passed"), check("test", "failed", { executed: 3, failed: 1, passed: 2 })],
    iterations: 3,
    tokens,
    cost: 0.1234,
    ...facts,
  },
  standing: "working",
  state: "fixing › calling",
  attempt: { changes: 2, retries: 1, retryLimit: 3 },
  limits,
  ...over,
});

const lines = (run: ShownRun) =>
  sectionRows(run).map(({ mark, text }) => [mark, text].filter(Boolean).join(" "));

describe("the section", () => {
  it("says the chart's state, the task, the attempt, the iteration of the cap, what it took, and each check", () => {
    expect(lines(working())).toEqual([
      "● fixing › calling",
      "T2 Write T2",
      "1 of 4 tasks done, 1 skipped",
      "attempt 2, fixer 1 of 3",
      "iteration 3 of 100",
      "10.8k tokens · $0.1234",
      "✗ test 1 failed, 2 passed",
      "✓ lint",
      "/auto-inspect to watch it live",
    ]);
  });

  it.each([
    [{ tokens: 2_000_000, costUsd: 5, minutes: 60 }, "10.8k of 2M tokens · $0.1234 of $5 · 12 of 60 min"],
    [{ tokens: 1_500_000 }, "10.8k of 1.5M tokens · $0.1234"],
    [{ tokens: 9_000 }, "10.8k of 9000 tokens · $0.1234"],
  ])("counts against the budget %j", (budget, expected) => {
    expect(lines(working({ limits: { ...limits, budget } }))).toContain(expected);
  });

  it("says what is asked in one line, and how to answer", () => {
    const question = { header: "Retries used up", text: 'T2 "Write T2": still failing.\n- test: a.txt:1' };
    expect(lines(working({ standing: "needs-user", state: "", question }))).toEqual(
      expect.arrayContaining([
        "‖ needs you: Retries used up",
        'T2 "Write T2": still failing.',
        "/auto-resume to answer",
      ]),
    );
  });

  it.each([
    ["paused", "‖ paused", "/auto-resume to resume"],
    ["interrupted", "‖ interrupted", "/auto-resume to resume"],
  ] as const)("of a run that is %s says how to resume it", (standing, head, way) => {
    const shown = lines(working({ standing, state: "" }));
    expect([shown[0], shown.includes(way)]).toEqual([head, true]);
  });

  it.each([
    ["verified", undefined, ["✓ verified"]],
    ["unverified", "nothing proves T2", ["? done, but not verified", "nothing proves T2"]],
    ["stopped", "ended by the user", ["■ stopped", "ended by the user"]],
    ["failed", "the chart failed", ["✗ failed", "the chart failed"]],
  ] as const)("of a run that ended %s begins with its end", (standing, reason, expected) => {
    const {
      limits: _,
      attempt: __,
      ...ended
    } = working(
      { standing, state: "" },
      {
        status: standing,
        tasks: [task("T1", "verified"), task("T2", "active")],
        ...(reason ? { reason } : {}),
      },
    );
    expect(lines(ended).slice(0, expected.length)).toEqual(expected);
    expect(lines(ended)).not.toContain("T2 Write T2");
    expect(lines(ended)).toEqual(expect.arrayContaining(["3 iterations", "/auto-inspect to look back"]));
  });

  it("calls a run without tasks answered", () => {
    expect(lines(working({ standing: "unverified", state: "" }, { tasks: [] }))[0]).toBe("✓ answered");
  });

  it("shows the checks that fail first, says why others prove nothing, and counts those beyond six", () => {
    const many = Array.from({ length: 9 }, (_, index) => check(`pass-${index}`, "passed"));
    const checks = [
      ...many,
      check("slow", "timedOut"),
      check("jest", "couldNotRun", { reason: "jest is missing" }),
    ];
    const shown = lines(working({}, { checks }));
    expect(shown.slice(6)).toEqual([
      "✗ slow timed out",
      "– jest could not run: jest is missing",
      "✓ pass-0",
      "✓ pass-1",
      "✓ pass-2",
      "✓ pass-3",
      "and 5 more checks",
      "/auto-inspect to watch it live",
    ]);
  });

  it("stays short whatever a model wrote, and says nothing that could move the cursor", () => {
    const title = `\u001b[2J${"long ".repeat(100)}\nnext`;
    const shown = sectionRows(working({}, { tasks: [task("T2", "active", title)] }));
    for (const { text } of shown) {
      expect(text.length).toBeLessThanOrEqual(125);
      expect(text).not.toMatch(/\p{Cc}/u);
    }
  });
});

describe("the line at the bottom", () => {
  it("says the most important first, and ends where the room does", () => {
    const { mark, text } = shortLine(working(), 200);
    expect(`${mark} ${text}`).toBe(
      "● T2 fixing › calling · attempt 2, fixer 1 of 3 · ✗ test · iteration 3 of 100 · 10.8k tokens · $0.1234 · 1 of 4 tasks done, 1 skipped",
    );
    expect(shortLine(working(), 40).text).toBe("T2 fixing › calling · attempt 2, fixer …");
  });
});

it("the status of many tasks shows those around the work, and fits on a small screen", () => {
  const status = (index: number) => (index < 20 ? "verified" : index === 20 ? "active" : "pending");
  const tasks = Array.from({ length: 40 }, (_, index) => task(`T${index + 1}`, status(index)));
  const checks = Array.from({ length: 9 }, (_, index) => check(`check-${index}`, "passed"));
  const shown = statusText(working({}, { tasks, checks })).split("\n");
  expect(shown.length).toBeLessThanOrEqual(24);
  expect(shown).toEqual(
    expect.arrayContaining(["17 before", "● T21 Write T21", "and 13 more tasks", "and 3 more checks"]),
  );
});

it("one of what is left out, and a single token, are told in the singular", () => {
  const tasks = Array.from({ length: 11 }, (_, index) => task(`T${index + 1}`, "pending"));
  const checks = Array.from({ length: 7 }, (_, index) => check(`check-${index}`, "passed"));
  const used = { tokens: { ...tokens, input: 1, output: 0 } };
  const budget = { tokens: 1 };
  expect(statusText(working({}, { tasks, checks })).split("\n")).toEqual(
    expect.arrayContaining(["and 1 more task", "and 1 more check"]),
  );
  expect(lines(working({}, used))).toContain("1 token · $0.1234");
  expect(lines(working({ limits: { ...limits, budget } }, used))).toContain("1 of 1 token · $0.1234");
});

it("the status names the run, each task and each check", () => {
  expect(statusText(working())).toBe(
    [
      "Run 2026-01-02-000000-bbbb: do it",
      "fixing › calling · attempt 2, fixer 1 of 3 · iteration 3 of 100 · 10.8k tokens · $0.1234",
      "",
      "✓ T1 Write T1",
      "● T2 Write T2",
      "· T3 Write T3",
      "⊘ T4 Write T4",
      "",
      "lint ✓",
      "test ✗ 1 failed, 2 passed",
    ].join("\n"),
  );
});
