import { afterEach, expect, test } from "vitest";
import { type CrashStage, setCrashStage, twoTasks } from "../support/crash.js";
import { call, change } from "../support/mission.js";

const finding = { file: "check.mjs", note: "the check" };
const script = {
  ...twoTasks,
  searcher: () => [call("submit_findings", { summary: "One place.", findings: [finding] })],
  fixer: () => change("a.txt", "good\n"),
};
const files = { "a.txt": "bad: from the beginning\n" };

let stage: CrashStage | undefined;
afterEach(end);

async function end() {
  await stage?.end();
  stage = undefined;
}

/** How the command's turn ends; a plan that is asked about is dropped. */
async function turnOf(stage: CrashStage, session: string, turn: Promise<string>, isAsked: boolean) {
  if (isAsked) await stage.answer(await stage.question(session), "Stop");
  return turn;
}

test.each([
  ["plan", "write both files", "planner run/0", "■ Stopped", true],
  ["search", "where is it checked?", "searcher run/0", "✓ Answered", false],
  ["review", "check.mjs", "reviewer run/0", "✓ Answered", false],
] as const)(
  "kill -9 while the agent of /%s works: the resumed run ends like an undisturbed one",
  async (command, text, call, ending, isAsked) => {
    stage = await setCrashStage({ script });
    const calm = await stage.createSession();
    expect(await turnOf(stage, calm, stage.command(calm, command, text), isAsked)).toContain(ending);
    const undisturbed = await stage.outcome();
    await end();

    stage = await setCrashStage({ script });
    const session = await stage.createSession();
    const role = call.split(" ")[0] as "planner" | "searcher" | "reviewer";
    const task = command === "search" ? "S1" : undefined;
    const reached = stage.hang(role, task);
    const killed = stage.command(session, command, text).catch(() => "killed");
    await reached;
    await stage.crash();
    expect(await killed).toBe("killed");

    const resumed = stage.command(session, "auto-resume");
    expect(await turnOf(stage, session, resumed, isAsked)).toContain(ending);
    const outcome = await stage.outcome();
    expect({ ...outcome, sessions: {} }).toEqual({ ...undisturbed, sessions: {} });
    const calls = Object.entries(undisturbed.sessions);
    expect(outcome.sessions).toEqual(Object.fromEntries(calls.map(([name, times]) => [name, times + 1])));
  },
);

test("kill -9 while the checks of /fix look for what is wrong: they run anew, and it is mended once", async () => {
  stage = await setCrashStage({ script, files });
  expect(await stage.command(await stage.createSession(), "fix")).toContain("✓ Verified");
  const undisturbed = await stage.outcome();
  await end();

  stage = await setCrashStage({ script, files });
  const { started } = await stage.holdChecks();
  const session = await stage.createSession();
  const killed = stage.command(session, "fix").catch(() => "killed");
  await started;
  await stage.crash();
  expect(await killed).toBe("killed");
  expect(await stage.command(session, "auto-resume")).toContain("✓ Verified");
  expect(await stage.outcome()).toEqual(undisturbed);
});
