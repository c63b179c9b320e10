import { afterEach, expect, test } from "vitest";
import { startRehearsedModel } from "../../src/demo/rehearsed-model.js";
import {
  change,
  checkedProject,
  goodTeam,
  replyOf,
  type Stage,
  sessionsOf,
  setStage,
  task,
} from "../support/mission.js";
import { runOpencode } from "../support/opencode.js";
import { createProject } from "../support/project.js";

const words = ["apple", "brick", "cloud", "drum", "eagle", "fjord", "grape", "house"];

/** Every attempt brings another error. */
const inventive = {
  ...goodTeam(task("T1", "a.txt")),
  coder: () => change("a.txt", "bad: nothing yet\n"),
  fixer: ({ attempt = 0 }: { attempt: number | undefined }) => change("a.txt", `bad: ${words[attempt]}\n`),
};

/** A model whose every call costs more than a cent. */
const priced = { provider: { scripted: { models: { m1: { cost: { input: 50, output: 50 } } } } } };

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

test("different errors for ever end when the retries are used up", async () => {
  stage = await setStage({ script: inventive });
  const session = await stage.createSession();
  const turn = stage.command(session, "auto", "write a.txt");
  const question = await stage.question(session);
  expect(question.questions[0]?.header).toBe("Retries used up");
  expect(await stage.report()).toMatchObject({
    status: "needs-user",
    iterations: 4,
    calls: { coder: 1, fixer: 3, reviewer: 0 },
  });
  await stage.answer(question, "Stop");
  await turn;
});

test("with retries to spare they end at exactly the cap, and Continue grants the same amount again", async () => {
  stage = await setStage({ script: inventive, plugin: { retryLimit: 50, maxIterations: 3 } });
  const session = await stage.createSession();
  const turn = stage.command(session, "auto", "write a.txt");
  const first = await stage.question(session);
  expect(first.questions[0]).toMatchObject({
    header: "Iteration cap reached",
    options: [{ label: "Continue" }, { label: "Stop" }],
  });
  expect((await stage.report()).iterations).toBe(3);
  await stage.answer(first, "Continue");
  const second = await stage.question(session);
  expect((await stage.report()).iterations).toBe(6);
  expect(stage.model.requests.filter(({ agent, step }) => agent === "fixer" && step === 0)).toHaveLength(5);
  await stage.answer(second, "Stop");
  await turn;
});

test.each([
  ["tokens", { tokens: 1000 }, /^\d+ of 1000 tokens used\. Grant the same amount again\?$/],
  ["cost", { costUsd: 0.01 }, /^[\d.]+ of 0\.01 US dollars used/],
  ["minutes", { minutes: 0.002 }, /^[\d.]+ of 0\.002 minutes used/],
])(
  "a budget of %s stops the run before the next call, and Continue grants the same amount again",
  async (_, budget, words) => {
    stage = await setStage({ script: inventive, plugin: { budget }, config: priced });
    const session = await stage.createSession();
    const turn = stage.command(session, "auto", "write a.txt");
    const first = await stage.question(session);
    expect(first.questions[0]).toMatchObject({
      header: "Budget reached",
      options: [{ label: "Continue" }, { label: "Stop" }],
    });
    expect(first.questions[0]?.question).toMatch(words);
    expect(sessionsOf(stage.model)).toEqual({ planner: 1 });
    await stage.answer(first, "Continue");
    const second = await stage.question(session);
    expect(second.questions[0]?.header).toBe("Budget reached");
    expect(sessionsOf(stage.model)).toMatchObject({ planner: 1, searcher: 1 });
    await stage.answer(second, "Stop");
    await turn;
    expect((await stage.report()).status).toBe("stopped");
  },
);

test("headless, where nobody can be asked, the run ends with needs-user and says how to go on", async () => {
  const project = await createProject(checkedProject);
  const model = await startRehearsedModel((request) => replyOf(inventive, request));
  try {
    const { stdout } = await runOpencode(["run", "--command", "auto", "write a.txt"], {
      project: project.path,
      model,
    });
    expect(stdout).toContain("still failing after 3 fixes");
    expect(stdout).toContain("Status: needs-user");
    expect(stdout).toContain('/auto-resume retry "your advice"');
    expect(stdout).toContain("/auto-resume skip");
    expect(stdout).toContain("/auto-stop");
  } finally {
    await model.close();
    await project.remove();
  }
});
