import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { goodTeam, type Stage, setStage, task } from "../support/mission.js";

describe("beside a run that works", () => {
  let stage: Stage;
  const team = goodTeam(task("T1", "a.txt"));
  let release: () => void;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });

  beforeAll(async () => {
    stage = await setStage({ script: team });
    stage.hold("coder", released);
  });
  afterAll(() => stage.end());

  test("of two /auto at once one is refused, a message does not end the turn, and another session cannot resume it", async () => {
    const { client } = stage.opencode;
    const sessions = [await stage.createSession(), await stage.createSession()];
    const turns = sessions.map((session) => stage.command(session, "auto", "write a.txt"));
    await stage.model.waitForRequest(({ agent }) => agent === "coder");
    const refused = await Promise.race(turns);
    expect(refused).toContain("One run at a time");
    expect(stage.model.requests.filter(({ agent }) => agent === "planner")).toHaveLength(1);

    const { data: children = [] } = await client.session.children({ sessionID: sessions[0] ?? "" });
    const [own, other] = children.length > 0 ? sessions : [...sessions].reverse();
    expect(await stage.command(other ?? "", "auto-resume")).toContain(`belongs to session ${own}`);

    const message = client.session.prompt({
      sessionID: own ?? "",
      agent: "orchestrator",
      parts: [{ type: "text", text: "how is it going?" }],
    });
    await stage.opencode.waitForEvent(
      (event) =>
        event.type === "message.part.updated" &&
        event.properties.part.type === "text" &&
        event.properties.part.text === "how is it going?",
    );
    release();
    await Promise.all([...turns, message]);
    await expect.poll(async () => (await stage.report()).status).toBe("verified");
    expect(await stage.text(own ?? "")).toContain("The run continues; Esc pauses it.");
  });
});

describe("Esc while the coder works", () => {
  let stage: Stage;
  let session: string;
  const team = goodTeam(task("T1", "a.txt"));

  beforeAll(async () => {
    stage = await setStage({
      config: { snapshot: true },
      script: { ...team, coder: () => [{ hang: true }] },
    });
    session = await stage.createSession();
  });
  afterAll(() => stage.end());

  test("aborts every child session, and nothing starts again", async () => {
    const { client } = stage.opencode;
    const turn = stage.command(session, "auto", "write a.txt").catch(() => "interrupted");
    await stage.model.waitForRequest(({ agent }) => agent === "coder");
    const requests = stage.model.requests.length;

    const isQuiet = async () => Object.keys((await client.session.status()).data ?? {}).length === 0;
    const quiet = expect.poll(isQuiet).toBe(true);
    await client.session.abort({ sessionID: session });
    await quiet;
    await turn;

    await expect.poll(async () => (await stage.report()).status).toBe("paused");
    const rows = await stage.rows(session);
    expect(rows.map(({ state }) => state.status)).toEqual(["completed", "completed", "error"]);
    expect(stage.model.requests.length).toBe(requests);
  });

  test("a second Esc and late idle events start nothing", async () => {
    const { client } = stage.opencode;
    const requests = stage.model.requests.length;
    await client.session.abort({ sessionID: session });
    expect(await stage.command(session, "auto-status")).toContain("is paused");
    expect(stage.model.requests.length).toBe(requests);
  });

  test("a second /auto is refused with the name of the first", async () => {
    const { run } = await stage.report();
    const other = await stage.createSession();
    const refusal = await stage.command(other, "auto", "something else");
    expect(refusal).toContain(`run ${run} of session ${session} is paused`);
  });

  test("/auto-resume goes on with the interrupted step to the end", async () => {
    stage.play(team);
    expect(await stage.command(session, "auto-resume")).toContain("✓ Verified");
    expect(await stage.report()).toMatchObject({ status: "verified", iterations: 1 });
  });

  test("/auto-stop while an agent works ends the run, and its report counts the call that was cut", async () => {
    stage.play({ ...team, coder: () => [{ hang: true }] });
    const before = stage.model.requests.length;
    const own = await stage.createSession();
    const turn = stage.command(own, "auto", "write a.txt").catch(() => "ended");
    const { run } = await stage.model.waitForRequest(
      ({ agent, index }) => agent === "coder" && index >= before,
    );
    expect(await stage.command(await stage.createSession(), "auto-stop")).toContain(
      `Run ${run} of session ${own} was ended`,
    );
    expect(await turn).toContain("■ Stopped");
    await expect.poll(async () => (await stage.report()).calls.coder).toBe(1);
    expect(await stage.report()).toMatchObject({ run, status: "stopped", iterations: 1 });
  });

  test("/auto without text answers with its usage and starts nothing", async () => {
    const requests = stage.model.requests.length;
    expect(await stage.command(await stage.createSession(), "auto")).toContain("Usage: `/auto");
    expect(stage.model.requests.length).toBe(requests);
  });
});
