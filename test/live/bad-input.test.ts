import { afterEach, expect, test } from "vitest";
import { goodTeam, type Stage, setStage, task } from "../support/mission.js";

const team = goodTeam(task("T1", "a.txt"));
let stage: Stage | undefined;
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

test("without a model nothing is started, and the answer says how to choose one", async () => {
  stage = await setStage({
    script: team,
    config: { model: "statechart/machine", disabled_providers: ["scripted"] },
  });
  const answer = await stage.command(await stage.createSession(), "auto", "write a.txt");
  expect(answer).toMatch(/No model is selected.*`\/models`.*`opencode providers`/s);
  expect(stage.model.requests).toEqual([]);
});

test("wrong options leave OpenCode up, and every command answers with key, value and what it takes", async () => {
  stage = await setStage({ script: team, plugin: { retryLimit: "three", colour: "red" } });
  const session = await stage.createSession();
  for (const command of ["auto", "auto-status"]) {
    const answer = await stage.command(session, command, "write a.txt");
    expect(answer).toContain('retryLimit: got "three"; Invalid input: expected number, received string');
    expect(answer).toContain('colour: got "red"; no such setting');
  }
  expect(stage.model.requests).toEqual([]);
});

test("a permission that the user set to ask is asked natively, and the mission waits for the answer", async () => {
  stage = await setStage({ script: team, config: { permission: { edit: "ask" } } });
  const { opencode } = stage;
  const session = await stage.createSession();
  const turn = stage.command(session, "auto", "write a.txt");
  const asked = await opencode.waitForEvent((event) => event.type === "permission.asked");
  if (asked.type !== "permission.asked") throw new Error("unreachable");
  expect(asked.properties.permission).toBe("edit");
  expect(await stage.project.exists("a.txt")).toBe(false);
  await opencode.client.permission.reply({ requestID: asked.properties.id, reply: "once" });
  expect(await turn).toContain("✓ Verified");
});

test("a huge request full of control characters is taken whole and shown shortened", async () => {
  stage = await setStage({ script: team });
  const request = `write a.txt\u0007\u001b[31m ${"и так далее ".repeat(2_000)}конец`;
  const session = await stage.createSession();
  expect(await stage.command(session, "auto", request)).toContain("✓ Verified");
  const planner = stage.model.requests.find(({ agent }) => agent === "planner");
  expect(planner?.lastUserText).toContain("конец");
  expect((await stage.report()).request.length).toBe(request.length);
  const { data } = await stage.opencode.client.session.get({ sessionID: session });
  expect(data?.title.length).toBeLessThanOrEqual(60);
});
