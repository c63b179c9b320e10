import { afterEach, beforeAll, expect, test } from "vitest";
import type { AgentRole } from "../../src/contracts/agent.js";
import { type CrashStage, type Outcome, setCrashStage } from "../support/crash.js";

let undisturbed: Outcome;
let stage: CrashStage | undefined;

beforeAll(async () => {
  stage = await setCrashStage();
  expect(await stage.command(await stage.createSession(), "auto", "write both files")).toContain(
    "✓ Verified",
  );
  undisturbed = await stage.outcome();
  await end();
});
afterEach(end);

async function end() {
  await stage?.end();
  stage = undefined;
}

test("kill -9 while the coder and the search for the next task work: exactly both calls are made again", async () => {
  const ahead = { plugin: { searchAhead: 1 } };
  stage = await setCrashStage(ahead);
  await stage.command(await stage.createSession(), "auto", "write both files");
  const whole = await stage.outcome();
  await end();

  stage = await setCrashStage(ahead);
  const session = await stage.createSession();
  const reached = [stage.hang("coder", "T1"), stage.hang("searcher", "T2")];
  const turn = stage.command(session, "auto", "write both files").catch(() => "killed");
  await Promise.all(reached);
  await stage.crash();
  await turn;
  expect(await stage.command(session, "auto-resume")).toContain("✓ Verified");
  const outcome = await stage.outcome();
  expect([outcome.tree, outcome.report]).toEqual([whole.tree, whole.report]);
  expect(outcome.sessions).toEqual({ ...whole.sessions, "coder T1/0": 2, "searcher T2/0": 2 });
});

const calls: [AgentRole, string | undefined, string][] = [
  ["planner", undefined, "planner run/0"],
  ["searcher", "T1", "searcher T1/0"],
  ["coder", "T1", "coder T1/0"],
  ["fixer", "T1", "fixer T1/1"],
  ["reviewer", "T1", "reviewer T1/1"],
  ["coder", "T2", "coder T2/0"],
  ["reviewer", "T2", "reviewer T2/0"],
];

test.each(calls)(
  "kill -9 while the %s works (task %s): the resumed run ends like an undisturbed one",
  async (role, task, call) => {
    stage = await setCrashStage();
    const session = await stage.createSession();
    const reached = stage.hang(role, task);
    const turn = stage.command(session, "auto", "write both files").catch(() => "killed");
    await reached;
    await stage.crash();
    expect(await turn).toBe("killed");
    expect(await stage.command(session, "auto-status")).toContain("is interrupted");

    expect(await stage.command(session, "auto-resume")).toContain("✓ Verified");
    const outcome = await stage.outcome();
    expect(outcome.tree).toEqual(undisturbed.tree);
    expect(outcome.report).toEqual(undisturbed.report);
    expect(outcome.sessions).toEqual({ ...undisturbed.sessions, [call]: 2 });
    const rows = (await stage.rows(session)).map(({ state }) => state.status);
    expect(rows.filter((status) => status !== "completed" && status !== "error")).toEqual([]);
  },
);
