import { afterEach, describe, expect, it } from "vitest";
import { task } from "../../support/mission.js";
import type { Reply } from "./fake-models.js";
import { type Answers, type Stage, setStage, writing } from "./stage.js";

const statechart = { providerID: "statechart", id: "machine" };
const oneTask: Reply = { calls: [["submit_plan", { summary: "One file.", tasks: [task("T1", "a.txt")] }]] };
const planner: Answers = () => oneTask;
const hopeless = { planner, coder: writing("bad: line\n") };

let stage: Stage;
afterEach(() => stage.end());

/** A mission whose coder hangs in its first session, and the promise that it does. */
async function hangingMission(session: (stage: Stage) => string) {
  let reached = () => {};
  const hangs = new Promise<void>((resolve) => {
    reached = resolve;
  });
  let isFirst = true;
  stage = await setStage({
    planner,
    coder(request) {
      if (!isFirst) return writing("good\n")(request);
      isFirst = false;
      reached();
      return { hang: true };
    },
  });
  const id = session(stage);
  const turn = stage.command(id, "auto", "write a good file");
  await hangs;
  return { id, turn };
}

describe("a question", () => {
  it("is asked by the host's own tool, and its answer is done", async () => {
    stage = await setStage(hopeless, { options: { retryLimit: 0 } });
    stage.answers.push("Skip");
    const said = await stage.command(stage.open(), "auto", "write a good file");
    expect(said).toContain("T1 ⊘ skipped");
    const [asked] = stage.calls.filter(({ name }) => name === "question");
    expect(asked?.input).toMatchObject({
      questions: [
        {
          header: expect.any(String),
          options: expect.arrayContaining([expect.objectContaining({ label: "Skip" })]),
        },
      ],
    });
  });

  it("that is dismissed ends the turn, and can be answered by /auto-resume", async () => {
    stage = await setStage(hopeless, { options: { retryLimit: 0 } });
    const session = stage.open();
    await stage.command(session, "auto", "write a good file");
    expect(stage.events.all.at(-3)).toMatchObject({ type: "session.execution.interrupted" });
    expect(stage.info(session).agent).toBe("build");
    expect(await stage.command(session, "auto-status")).toContain("needs-user");
    expect(await stage.command(session, "auto-resume", "skip")).toContain("T1 ⊘ skipped");
  });
});

describe("an interrupted turn", () => {
  it("ends the agent's session, pauses the run, and asks no model any more", async () => {
    const { id, turn } = await hangingMission((on) => on.open());
    await stage.interrupt(id);
    await turn;
    const [coder] = stage.of("coder");
    expect(stage.events.all).toContainEqual(
      expect.objectContaining({
        type: "session.execution.interrupted",
        data: expect.objectContaining({ sessionID: coder?.session }),
      }),
    );
    const requests = stage.requests.length;
    expect(await stage.command(id, "auto-status")).toContain("paused");
    expect(stage.requests).toHaveLength(requests);
    expect(stage.info(id).agent).toBe("build");
  });

  it("is gone on with by /auto-resume", async () => {
    const { id, turn } = await hangingMission((on) => on.open());
    await stage.interrupt(id);
    await turn;
    const said = await stage.command(id, "auto-resume");
    expect(said).toContain("✓ Verified");
    expect(stage.of("planner")).toHaveLength(1);
  });

  it("leaves a history that the user's next turn can send", async () => {
    const { id, turn } = await hangingMission((on) => on.open());
    await stage.interrupt(id);
    await turn;
    await stage.say(id, "what happened?");
    expect(stage.of("build")[0]?.messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
  });
});

describe("while the run works", () => {
  /** A mission whose coder waits until it is let go on. */
  async function waitingMission() {
    let release = () => {};
    let reached = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const codes = new Promise<void>((resolve) => {
      reached = resolve;
    });
    stage = await setStage({
      planner,
      async coder(request) {
        reached();
        await released;
        return writing("good\n")(request);
      },
    });
    const id = stage.open();
    const turn = stage.command(id, "auto", "write a good file");
    await codes;
    return { id, turn, release };
  }

  it("a command is answered in the turn that goes on", async () => {
    const { id, turn, release } = await waitingMission();
    const status = stage.command(id, "auto-status");
    release();
    await status;
    const said = await turn;
    expect(said).toContain("| T1 | Write a.txt | active |");
    expect(said).toContain("✓ Verified");
    expect(stage.info(id).agent).toBe("build");
  });

  it("a model that the user selects is for the next agents, and is selected after the turn", async () => {
    const { id, turn, release } = await waitingMission();
    await stage.context.session.switchModel({ sessionID: id, model: { providerID: "scripted", id: "m2" } });
    await stage.events.settled();
    release();
    expect(await turn).toContain("✓ Verified");
    expect(stage.requests.map(({ agent, model }) => `${agent} ${model.id}`)).toEqual([
      ...["planner m1", "searcher m1", "coder m1", "coder m1"],
      "reviewer m2",
    ]);
    expect(stage.info(id)).toMatchObject({ agent: "build", model: { providerID: "scripted", id: "m2" } });
  });
});

describe("a message without a command", () => {
  it("to the orchestrator asks whether to begin a mission with it, on the default model", async () => {
    stage = await setStage({ planner });
    const session = stage.open({ agent: "orchestrator", model: statechart });
    stage.answers.push("Run it as a mission");
    const said = await stage.say(session, "write a good file");
    expect(said).toContain("✓ Verified");
    expect(stage.calls.find(({ name }) => name === "subagent")?.input.model).toBe("scripted/m1");
    expect(stage.info(session)).toMatchObject({ agent: "orchestrator", model: statechart });
  });

  it("to the orchestrator asks no model, and takes the one that is selected for the agents", async () => {
    stage = await setStage({ planner });
    const session = stage.open({ agent: "orchestrator", model: { providerID: "scripted", id: "m2" } });
    stage.answers.push("Run it as a mission");
    expect(await stage.say(session, "write a good file")).toContain("✓ Verified");
    expect(stage.of("orchestrator")).toEqual([]);
    expect(new Set(stage.requests.map(({ model }) => model.id))).toEqual(new Set(["m2"]));
  });

  it("to another agent pauses the run that waits in the session", async () => {
    stage = await setStage(hopeless, { options: { retryLimit: 0 } });
    const session = stage.open();
    await stage.command(session, "auto", "write a good file");
    expect(await stage.say(session, "leave it")).toBe("ok");
    expect(await stage.command(session, "auto-resume", "skip")).toContain("T1 ⊘ skipped");
  });

  it("to another agent that is left on the statechart is answered by a real model", async () => {
    stage = await setStage();
    const session = stage.open({ agent: "build", model: statechart });
    expect(await stage.say(session, "hello")).toBe("ok");
    expect(stage.of("build")[0]?.model).toEqual({ providerID: "scripted", id: "m1" });
  });
});

describe("what the user had selected", () => {
  it("is the host's default in a session that has never chosen", async () => {
    stage = await setStage();
    const session = stage.open({});
    await stage.command(session, "auto-status");
    expect(stage.info(session)).toMatchObject({
      agent: "build",
      model: { providerID: "scripted", id: "m1" },
    });
  });

  it("is selected again after a turn that failed", async () => {
    const { id, turn } = await hangingMission((on) =>
      on.open({ agent: "plan", model: { providerID: "scripted", id: "m2" } }),
    );
    await stage.interrupt(id);
    await turn;
    expect(stage.info(id)).toMatchObject({ agent: "plan", model: { providerID: "scripted", id: "m2" } });
  });
});
