import { expect, test } from "vitest";
import { reportOf } from "../../src/report/run-report.js";
import { type Script, startRun, task } from "../machine/live-run.js";

const identity = { run: "run1", session: "ses_1", command: "auto", startedAt: "2026-01-02T03:04:05.000Z" };
const two = [task("T1"), task("T2")];

async function reasonOf(
  script: Script,
  ...then: ({ type: "user.skipped" } | { type: "user.stopped" } | { type: "run.stopped" })[]
) {
  const run = startRun(script);
  let state = await run.rest();
  for (const event of then) state = await run.after(event);
  const report = reportOf(state, identity, "2026-01-02T04:04:05.000Z");
  return [report?.status, report?.reason, report?.endedAt !== undefined];
}

const stuck: Script = { tasks: two, limits: { retryLimit: 0 }, taskChecks: ["A"] };

test.each<[title: string, Script, Parameters<typeof reasonOf>[1][], unknown[]]>([
  ["that is verified, nothing", {}, [], ["verified", undefined, true]],
  ["without any check, that", { tasks: two, baseline: "none" }, [], ["unverified", "no check ran", true]],
  [
    "whose checks pass no more than before, that",
    { tasks: two, baseline: "A", taskChecks: ["A", "A"] },
    [],
    ["unverified", "test failed before the mission too", true],
  ],
  [
    "whose last checks could not run, that",
    { baseline: "missing", taskChecks: ["ok"] },
    [],
    ["unverified", "on the finished tree test could not run", true],
  ],
  ["with a skipped task, which", stuck, [{ type: "user.skipped" }], ["stopped", "skipped: T1", true]],
  [
    "that the user ended, what is left in the tree",
    stuck,
    [{ type: "user.stopped" }],
    ["stopped", "ended by the user; what T1 changed so far is in the tree, unverified", true],
  ],
  [
    "that a question holds up, the question",
    stuck,
    [],
    ["needs-user", 'T1 "Do T1": still failing after 0 fixes.\n- test: error A (seen 1×)', false],
  ],
  [
    "that changed nothing, that",
    { beginning: { type: "fix.requested", request: "" }, baseline: "none" },
    [],
    ["unverified", "nothing was changed", true],
  ],
])("a report says of a run %s", async (_, script, then, expected) => {
  expect(await reasonOf(script, ...then)).toEqual(expected);
});
