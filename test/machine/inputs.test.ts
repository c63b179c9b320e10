import { expect, test } from "vitest";
import { createContext } from "../../src/machine/context.js";
import { orchestratorMachine } from "../../src/machine/index.js";
import { lookingInput } from "../../src/machine/inputs.js";
import { replyEvent } from "../../src/machine/status.js";
import { checkResult } from "../support/check-result.js";
import { test as check, checksOutput, resultOf, startRun, task } from "./live-run.js";

const brief = ({ id, title, description, files, acceptance }: ReturnType<typeof task>) => ({
  id,
  title,
  description,
  files,
  acceptance,
});
const T1 = brief(task("T1"));
const tree1 = { tree: "tree1" };

/** A task that fails once, whose second change also touches a file that it did not name. */
function fixedRun() {
  return startRun({ taskChecks: ["A", "ok"], changedFiles: ["T1.js", "b.js"] });
}

test("each actor is given all that it needs, and nothing else", async () => {
  const run = fixedRun();
  await run.rest();
  const planSummary = "the plan";
  const change = { task: T1, planSummary, deadlineSeconds: 1800 };
  const checked = { attempt: 0, known: [check], passing: ["test"], tests: {}, deadlineSeconds: 3600 };
  expect(run.inputs).toEqual({
    planner: [{ request: "do it", limits: { maxTasks: 50, maxFilesPerTask: 2 }, deadlineSeconds: 1800 }],
    searcher: [change],
    coder: [{ ...change, checkpoint: tree1, attempt: 0, findings: { summary: "found", findings: [] } }],
    fixer: [
      {
        ...change,
        checkpoint: { tree: "tree2" },
        taskCheckpoint: tree1,
        attempt: 1,
        errors: [{ text: "test: error A", fingerprint: "A", seen: 1 }],
        failedChecks: resultOf("A"),
        survivors: [],
      },
    ],
    reviewer: [
      {
        ...change,
        attempt: 1,
        taskCheckpoint: tree1,
        failedBefore: [{ text: "test: error A", fingerprint: "A", seen: 1 }],
        checks: resultOf("ok"),
        changedFiles: ["T1.js", "b.js"],
        weakenings: [],
        unplannedFiles: ["b.js"],
      },
    ],
    checks: [
      { ...checked, scope: "baseline", known: [], passing: [] },
      { ...checked, scope: "task", taskId: "T1", checkpoint: tree1 },
      { ...checked, scope: "task", taskId: "T1", checkpoint: tree1, attempt: 1 },
      { ...checked, scope: "final" },
    ],
    checkpoint: [{ deadlineSeconds: 300 }, { deadlineSeconds: 300 }],
    examiner: [],
    rollback: [],
  });
});

test("checks are given the tests that were accepted, and the tree for a baseline that is made late", async () => {
  const start = { tree: "start" };
  const results = (taskId = "baseline") => [checkResult("passed", { tests: `${taskId}.json` })];
  const run = startRun({
    tasks: [task("T1"), task("T2")],
    actors: {
      checks: async ({ scope, taskId }) =>
        checksOutput(results(taskId), scope === "baseline" ? { checkpoint: start } : {}),
    },
  });
  await run.rest();
  const late = { checkpoint: start, known: ["test"] };
  expect(run.inputs.checks.map(({ tests, late }) => ({ tests, late }))).toEqual([
    { tests: {}, late: undefined },
    { tests: { test: "baseline.json" }, late },
    { tests: { test: "T1.json" }, late },
    { tests: { test: "T2.json" }, late },
  ]);
});

test("the planner is given its last plan, and what the user wants changed", async () => {
  const run = startRun({ beginning: { type: "plan.requested", request: "do it" } });
  await run.rest();
  await run.after({ type: "user.retried", guidance: "smaller" });
  expect(run.inputs.planner[1]).toEqual({
    request: "do it",
    limits: { maxTasks: 50, maxFilesPerTask: 2 },
    deadlineSeconds: 1800,
    guidance: "smaller",
    draft: { summary: "the plan", tasks: [T1] },
  });
});

test("a search is a task without files, named by the beginning of its request", () => {
  const request = "where ".repeat(30);
  expect(lookingInput({ context: { ...createContext(undefined), request } })).toEqual({
    task: { id: "S1", title: request.slice(0, 80), description: request, files: [], acceptance: [] },
    planSummary: "",
    deadlineSeconds: 1800,
  });
});

test("what happens is told in order, each with what belongs to it", async () => {
  const run = fixedRun();
  const { context } = await run.rest();
  const failing = [{ text: "test: error A", fingerprint: "A", seen: 1 }];
  const open = expect.objectContaining({ id: "T1", status: "active" });
  expect(run.told).toEqual([
    {
      type: "plan.accepted",
      summary: "the plan",
      tasks: [expect.objectContaining({ id: "T1", status: "pending" })],
    },
    { type: "baseline.taken", results: resultOf("ok") },
    { type: "task.started", task: open },
    { type: "fix.started", task: open, errors: failing, retry: 1, retryLimit: 3, kind: "fix" },
    { type: "checks.passed", task: open, results: resultOf("ok") },
    {
      type: "task.ended",
      task: expect.objectContaining({ status: "verified" }),
      review: context.work?.review,
      blocked: [],
    },
    { type: "final.checked", results: resultOf("ok") },
  ]);
});

test("a skipped task is told with what it blocks, a question with its reason, a repair with its task", async () => {
  const tasks = [task("T1"), task("T2", ["T1"]), task("T3")];
  const run = startRun({ tasks, limits: { retryLimit: 0 }, taskChecks: ["A"], finalChecks: ["B", "ok"] });
  await run.rest();
  await run.after({ type: "user.skipped" });
  const of = (type: string) => run.told.filter((progress) => progress.type === type);
  const withId = (id: string, status: string) => expect.objectContaining({ id, status });
  expect(of("user.asked")).toEqual([{ type: "user.asked", reason: "retriesUsedUp" }]);
  expect(of("repair.appended")).toEqual([{ type: "repair.appended", task: withId("R1", "pending") }]);
  expect(
    of("task.ended").map((progress) => ("blocked" in progress ? [progress.task, progress.blocked] : [])),
  ).toEqual([
    [withId("T1", "skipped"), [withId("T2", "blocked")]],
    [withId("T3", "verified"), []],
    [withId("R1", "verified"), []],
  ]);
});

test("each reply is an event that the chart knows", () => {
  const known = orchestratorMachine.events as string[];
  const replies = (["run", "fix", "retry", "skip", "continue", "keep", "stop"] as const).map((reply) =>
    replyEvent(reply),
  );
  expect(replies).toEqual([
    { type: "user.approved" },
    { type: "fix.requested", request: "" },
    { type: "user.retried" },
    { type: "user.skipped" },
    { type: "user.continued" },
    { type: "user.kept" },
    { type: "user.stopped" },
  ]);
  for (const { type } of replies) expect(known).toContain(type);
});
