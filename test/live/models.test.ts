import { afterEach, expect, test } from "vitest";
import { call, change, goodTeam, passed, type Stage, setStage, task } from "../support/mission.js";

const team = goodTeam(task("T1", "a.txt"));
/** The coder and the first fix fail; the second fix holds. */
const slow = {
  ...team,
  coder: () => change("a.txt", "bad: apple\n"),
  fixer: ({ attempt }: { attempt: number | undefined }) =>
    change("a.txt", attempt === 1 ? "bad: brick\n" : "good\n"),
};

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

/** `role attempt` → the model that its session asked. */
function modelsUsed({ model }: Stage) {
  return Object.fromEntries(
    model.requests.flatMap(({ agent, attempt, body }) =>
      agent === undefined ? [] : [[`${agent} ${attempt}`, body.model]],
    ),
  );
}

test("an agent works on its own model, on a rung of its ladder, or on the model that is selected", async () => {
  stage = await setStage({
    script: slow,
    plugin: {
      agents: {
        searcher: { model: "scripted/m3" },
        coder: { model: ["scripted/m1", "scripted/m2"] },
        fixer: { model: ["scripted/m1", "scripted/m2", "scripted/m3"] },
        reviewer: { model: ["scripted/m1", "scripted/m2"] },
      },
    },
  });
  const session = await stage.createSession();
  const turn = stage.command(session, "plan", "write a.txt");
  const question = await stage.question(session, 100_000);
  const models =
    "Models: planner, coder on scripted/m1; searcher on scripted/m3; reviewer on scripted/m1, then scripted/m2; fixer on scripted/m2, then scripted/m3.";
  expect(question.questions[0]?.question).toContain(models);
  expect(await stage.text(session)).toContain(models);
  await stage.answer(question, "Run");
  expect(await turn).toContain("✓ Verified");
  expect(modelsUsed(stage)).toEqual({
    "planner 0": "m1",
    "searcher 0": "m3",
    "coder 0": "m1",
    "fixer 1": "m2",
    "fixer 2": "m3",
    "reviewer 2": "m2",
  });
});

test("what the reviewer rejected is judged by a stronger model once it is fixed, and the plan says where it shares one", async () => {
  const rejected = call("submit_review", {
    verdict: "fail",
    summary: "It is not good.",
    issues: [{ severity: "error", message: "a.txt has no good line", file: "a.txt" }],
  });
  stage = await setStage({
    script: { ...team, reviewer: ({ attempt }) => [attempt === 0 ? rejected : passed] },
    plugin: { agents: { reviewer: { model: ["scripted/m1", "scripted/m2"] } } },
  });
  const session = await stage.createSession();
  expect(await stage.command(session, "auto", "write a.txt")).toContain("✓ Verified");
  expect(modelsUsed(stage)).toMatchObject({
    "coder 0": "m1",
    "reviewer 0": "m1",
    "fixer 1": "m1",
    "reviewer 1": "m2",
  });
  const said = (await stage.text(session)).match(/At first, the reviewer works on.*/g) ?? [];
  expect(said).toEqual([
    expect.stringMatching(
      /^At first, the reviewer works on the coder's model \(scripted\/m1\): .*14\.7 % .*\(69 of 468\)/,
    ),
  ]);
});

test("the model that the user selects for the message is that of all agents without one", async () => {
  stage = await setStage({ script: team });
  const session = await stage.createSession();
  await stage.opencode.client.session.command({
    sessionID: session,
    command: "auto",
    arguments: "write a.txt",
    model: "scripted/m2",
  });
  expect(await stage.text(session)).toContain("All agents work on scripted/m2.");
  expect(new Set(Object.values(modelsUsed(stage)))).toEqual(new Set(["m2"]));
});

test("a model that is missing, or without credentials, is found before anything is started", async () => {
  stage = await setStage({
    script: team,
    plugin: {
      agents: {
        coder: { model: ["scripted/m1", "scripted/nope"] },
        reviewer: { model: ["scripted/m1", "scripted/nope"] },
        fixer: { model: ["scripted/m1", "nowhere/m1"] },
      },
    },
  });
  const session = await stage.createSession();
  const answer = await stage.command(session, "auto", "write a.txt");
  expect(answer).toContain("- reviewer: scripted/nope (scripted has no such model)");
  expect(answer).toContain("- fixer: nowhere/m1 (no provider nowhere)");
  expect(answer).not.toContain("coder:");
  expect(answer).toMatch(/Choose another with `\/models`.*`opencode providers`/);
  expect(await stage.command(session, "auto-status")).toBe("No run is active.");
  expect(stage.model.requests).toEqual([]);
  // A search calls none of these models.
  expect(await stage.command(session, "search", "where is a?")).toContain("✓ Answered");
});
