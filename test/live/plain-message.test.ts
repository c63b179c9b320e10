import { afterEach, expect, test } from "vitest";
import { startRehearsedModel } from "../../src/demo/rehearsed-model.js";
import {
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

const team = goodTeam(task("T1", "a.txt"));
let stage: Stage | undefined;
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

/** Sends a message to the agent `orchestrator`; resolves with the text of the turn's last message. */
async function say({ opencode }: Stage, session: string, text: string): Promise<string> {
  const { data } = await opencode.client.session.prompt({
    sessionID: session,
    agent: "orchestrator",
    parts: [{ type: "text", text }],
  });
  return (data?.parts ?? []).flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
}

test("a plain message is asked about: it can be run as a mission, planned only, or be nothing", async () => {
  stage = await setStage({ script: team });
  const session = await stage.createSession();
  const first = say(stage, session, "write a.txt");
  const question = await stage.question(session);
  expect(question.questions[0]).toMatchObject({
    header: "What to do",
    question: "Run this as a mission? write a.txt",
    options: [{ label: "Run it as a mission" }, { label: "Only plan it" }, { label: "Cancel" }],
  });
  await stage.answer(question, "Cancel");
  expect(await first).toContain("Nothing was started.");
  expect(stage.model.requests).toEqual([]);

  const second = say(stage, session, "write a.txt");
  await stage.answer(await stage.question(session), "Only plan it");
  const plan = await stage.question(session);
  expect(plan.questions[0]?.header).toBe("Plan ready");
  await stage.answer(plan, "Keep");
  await second;

  const third = say(stage, session, "write a.txt once more");
  await stage.answer(await stage.question(session), "Run it as a mission");
  expect(await third).toContain("✓ Verified");
  expect(sessionsOf(stage.model)).toEqual({ planner: 2, searcher: 1, coder: 1, reviewer: 1 });
  expect((await stage.report()).request).toBe("write a.txt once more");
});

test("while a run is paused a plain message resumes nothing before the user says so", async () => {
  stage = await setStage({ script: { ...team, coder: () => [{ hang: true }] } });
  const session = await stage.createSession();
  const turn = stage.command(session, "auto", "write a.txt").catch(() => "");
  await stage.model.waitForRequest(({ agent }) => agent === "coder");
  await stage.opencode.client.session.abort({ sessionID: session });
  await turn;
  await expect.poll(() => stage?.report().then(({ status }) => status)).toBe("paused");
  stage.play(team);

  const message = say(stage, session, "and what now?");
  const question = await stage.question(session);
  expect(question.questions[0]).toMatchObject({
    header: "A run is paused",
    options: [{ label: "Resume it" }, { label: "End it" }, { label: "Cancel" }],
  });
  await stage.answer(question, "Resume it");
  expect(await message).toContain("✓ Verified");
});

test("headless, a plain message is answered with how to go on", async () => {
  const project = await createProject(checkedProject);
  const model = await startRehearsedModel((request) => replyOf(team, request));
  try {
    const { stdout } = await runOpencode(["run", "--agent", "orchestrator", "write a.txt"], {
      project: project.path,
      model,
    });
    expect(stdout).toContain('`/auto "write a.txt"` runs it as a mission');
    expect(model.requests).toEqual([]);
  } finally {
    await model.close();
    await project.remove();
  }
});
