import { afterEach, expect, test } from "vitest";
import { change, goodTeam, type Stage, sessionsOf, setStage, task } from "../support/mission.js";

const team = goodTeam(task("T1", "a.txt"), task("T2", "b.txt", ["T1"]));

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

test("/plan changed by the user's words and kept is done by /auto without words, also after a restart", async () => {
  stage = await setStage({ script: team });
  const session = await stage.createSession();
  const turn = stage.command(session, "plan", "write both files");
  await stage.answer(await stage.question(session), "only one file, please");
  const second = await stage.question(session);
  const planner = stage.model.requests.filter(({ agent, step }) => agent === "planner" && step === 0).at(-1);
  expect(planner?.lastUserText).toContain("only one file, please");
  expect(planner?.lastUserText).toContain('"title":"Write b.txt"');
  await stage.answer(second, "Keep");
  expect(await turn).toContain("Paused");
  expect(await stage.report()).toMatchObject({ status: "paused", iterations: 0 });
  await stage.restart("kill");
  const other = await stage.createSession();
  expect(await stage.command(other, "auto-status")).toContain("| T1 | Write a.txt | pending | 0 | 0 |");
  expect(await stage.command(other, "auto")).toContain("✓ Verified");
  expect(sessionsOf(stage.model)).toMatchObject({ planner: 2, coder: 2 });
});

test("/fix takes pasted errors, and asks when the same error comes a third time", async () => {
  stage = await setStage({
    script: { ...team, fixer: () => change("a.txt", "bad: still\n") },
  });
  const session = await stage.createSession();
  const turn = stage.command(session, "fix", "a.txt:1: error: expected good");
  const question = await stage.question(session);
  expect(question.questions[0]?.header).toBe("Same error again");
  const fixer = stage.model.requests.find(({ agent }) => agent === "fixer");
  expect(fixer?.lastUserText).toContain("a.txt:1: error: expected good");
  expect((await stage.report()).iterations).toBe(3);
  await stage.answer(question, "Skip");
  expect(await turn).toContain("■ Stopped");
  expect(await stage.project.exists("a.txt")).toBe(false);
});
