import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { checkedProject, goodTeam, type Script, type Stage, setStage, task } from "../support/mission.js";
import { isAlive } from "../support/process-alive.js";

let stage: Stage;
afterEach(() => stage.end());

const team = goodTeam(task("T1", "a.txt"));
const silent: Script = { ...team, planner: () => [{ hang: true }] };

/** Each run of the check tells its process, where no tree has it; it never ends where it is told so. */
const told = `import { appendFileSync, existsSync } from "node:fs";
appendFileSync(".git/checks", process.pid + "\\n");
if (existsSync(".git/endless")) setInterval(() => {}, 1_000);
`;

async function setCheckedStage(script: Script): Promise<string> {
  const files = { ...checkedProject, "check.mjs": told + checkedProject["check.mjs"] };
  stage = await setStage({ script, files, plugin: { searchAhead: 1, callRetries: 0 } });
  return stage.createSession();
}

const endless = () => join(stage.project.path, ".git", "endless");
const go = (session: string) => stage.command(session, "auto", "write a.txt");

async function checks(): Promise<number[]> {
  const text = await stage.project.read(".git/checks").catch(() => "");
  return text.split("\n").filter(Boolean).map(Number);
}

/** The planner's model does not answer, and the check beside it does not end. */
async function beginBoth(session: string): Promise<{ turn: Promise<string>; process: number }> {
  await writeFile(endless(), "");
  const turn = go(session).catch(() => "interrupted");
  await stage.model.waitForRequest(({ agent }) => agent === "planner");
  await expect.poll(checks).toHaveLength(1);
  const [process = 0] = await checks();
  return { turn, process };
}

/** What ended is made again: the check once before the mission, once after the change. */
async function expectBothAgain(session: string): Promise<void> {
  stage.play(team);
  const asked = stage.model.requests.length;
  expect(await stage.command(session, "auto-resume")).toContain("✓ Verified");
  const begun = stage.model.requests.slice(asked).filter(({ step }) => step === 0);
  expect(begun.map(({ agent }) => agent)).toEqual(["planner", "searcher", "coder", "reviewer"]);
  expect(await checks()).toHaveLength(3);
}

test("the checks before the mission run while the planner works, and not again", async () => {
  const session = await setCheckedStage(team);
  const hasRun = expect.poll(checks, { timeout: 60_000 }).toHaveLength(1);
  stage.hold(
    "planner",
    hasRun.then(() => {}),
  );
  expect(await go(session)).toContain("✓ Verified");
  expect(await stage.text(session)).toContain("Checks before the first change: test ✓");
  // After the change again; the finished tree is that of the change.
  expect(await checks()).toHaveLength(2);
});

test("Esc ends the planner and the check beside it, and a resume makes both again", async () => {
  const session = await setCheckedStage(silent);
  const { turn, process } = await beginBoth(session);
  await stage.opencode.client.session.abort({ sessionID: session });
  await turn;
  await expect.poll(async () => (await stage.report()).status).toBe("paused");
  await expect.poll(() => isAlive(process)).toBe(false);
  await rm(endless());
  await expectBothAgain(session);
});

test('a question about the planner ends the check beside it, and the user\'s "retry" makes both again', async () => {
  const session = await setCheckedStage({ ...team, planner: () => [{ status: 401 }] });
  stage.hold(
    "planner",
    expect
      .poll(checks, { timeout: 60_000 })
      .toHaveLength(1)
      .then(() => {}),
  );
  await writeFile(endless(), "");
  const turn = go(session);
  const question = await stage.question(session);
  const [process = 0] = await checks();
  await expect.poll(() => isAlive(process)).toBe(false);
  await rm(endless());
  stage.play(team);
  await stage.answer(question, "Retry");
  await turn;
  expect((await stage.report()).status).toBe("verified");
  expect(await checks()).toHaveLength(3);
});

test("after `kill -9` amid both, a resume makes both again", async () => {
  const session = await setCheckedStage(silent);
  const { turn } = await beginBoth(session);
  await stage.restart("kill");
  await turn;
  await rm(endless());
  await expectBothAgain(session);
});
