import { expect, it } from "vitest";
import { noUsage } from "../../src/contracts/agent.js";
import { stateName } from "../../src/tui/state-name.js";
import { startRun, task } from "../machine/live-run.js";

it("names the state of the task at work, and the task that is searched beside it", async () => {
  const run = startRun({
    tasks: [task("T1"), task("T2")],
    limits: { searchAhead: 1 },
    actors: {
      searcher: ({ task: { id } }) =>
        id === "T1"
          ? Promise.resolve({ submission: { summary: "", findings: [] }, usage: noUsage, seconds: 0 })
          : new Promise(() => {}),
      coder: () => new Promise(() => {}),
    },
  });
  const both = await run.until(({ children }) => "coder" in children && "aheadSearcher" in children);
  expect(stateName(both)).toBe("coding › calling, searching T2");
});

it("names the planner, and the checks beside it", async () => {
  const never = () => new Promise<never>(() => {});
  const run = startRun({ limits: { searchAhead: 1 }, actors: { planner: never, checks: never } });
  const both = await run.until(({ children }) => "planner" in children && "aheadChecks" in children);
  expect(stateName(both)).toBe("planning › calling, checks");
});

it("names the checks alone once the plan is there", async () => {
  const never = () => new Promise<never>(() => {});
  const run = startRun({ limits: { searchAhead: 1 }, actors: { checks: never } });
  const left = await run.until(({ context }) => context.planSummary !== "");
  expect(stateName(left)).toBe("planning › checks");
});

it("names one state where one thing is done", async () => {
  const run = startRun({ limits: { searchAhead: 1 }, actors: { coder: () => new Promise(() => {}) } });
  const one = await run.until(({ children }) => "coder" in children);
  expect(stateName(one)).toBe("coding › calling");
});
