import { afterEach, describe, expect, it } from "vitest";
import { setup } from "../../../src/hosts/opencode2/setup.js";
import { commands } from "../../../src/plugin/names.js";
import { createFakeHost } from "./fake-host.js";
import { type Stage, setStage } from "./stage.js";

let stage: Stage;
afterEach(() => stage.end());

describe("setup", () => {
  it("registers the statechart, the team, the orchestrator, the commands and the submit tools", async () => {
    stage = await setStage();
    expect([...stage.agents().keys()]).toEqual([
      "build",
      ...["planner", "searcher", "coder", "reviewer", "fixer", "orchestrator"],
    ]);
    expect([...stage.commands().keys()]).toEqual(Object.keys(commands));
    expect([...stage.tools().keys()].sort()).toEqual(
      ["change", "findings", "plan", "review", "tests"].map((what) => `submit_${what}`),
    );
    expect(stage.models().at(-1)).toMatchObject({ providerID: "statechart", id: "machine" });
  });

  it("keeps the user's agents that are called like ours, also over a reload", async () => {
    stage = await setStage({}, { users: ["searcher", "orchestrator"] });
    stage.load();
    for (const id of ["searcher", "orchestrator"]) {
      expect(stage.agents().get(id)).toEqual({
        id,
        mode: "primary",
        permissions: [{ action: "*", resource: "*", effect: "allow" }],
      });
    }
    const session = stage.open();
    expect(await stage.command(session, "search", "where is it?")).toContain("Nothing special.");
    expect(stage.requests.map(({ agent, tools }) => [agent, tools])).toEqual([
      ["orchestrator-searcher", ["read", "submit_findings"]],
    ]);
    expect(stage.info(session).agent).toBe("build");
  });

  it("gives back what ends it: the events are not listened to any more, and the run is paused", async () => {
    let reached = () => {};
    const hangs = new Promise<void>((resolve) => {
      reached = resolve;
    });
    stage = await setStage({
      searcher() {
        reached();
        return { hang: true };
      },
    });
    const session = stage.open();
    const turn = stage.command(session, "search", "where is it?");
    await hangs;
    await stage.cleanup();

    const next = createFakeHost(stage.project.path, () => ({ text: "ok" }));
    const cleanup = await setup(next.context);
    next.load();
    expect(await next.command(next.open(), "auto-status")).toContain("paused");
    await cleanup();
    expect(stage.events.listeners()).toBe(0);
    await stage.interrupt(session);
    await turn;
  });

  it("denies an agent what the user's options deny it, by the names of OpenCode 2", async () => {
    const permission = { bash: { "rm *": "deny", "ls *": "ask" }, webfetch: "deny" };
    stage = await setStage({}, { options: { agents: { coder: { permission } } } });
    expect(stage.agents().get("coder")?.permissions.slice(1, 3)).toEqual([
      { action: "shell", resource: "rm *", effect: "deny" },
      { action: "webfetch", resource: "*", effect: "deny" },
    ]);
  });

  it("has the host not try again what the statechart refuses", async () => {
    stage = await setStage();
    const decisionOf = async (providerID: string) => {
      const event = { model: { providerID, id: "any" }, decision: { retry: true, delay: 1 } };
      await stage.hook("session.retry", event);
      return event.decision.retry;
    };
    expect(await decisionOf("statechart")).toBe(false);
    expect(await decisionOf("scripted")).toBe(true);
  });

  it("answers with what is wrong in the options", async () => {
    stage = await setStage({}, { options: { retryLimit: -1 } });
    expect(await stage.command(stage.open(), "auto", "write a file")).toContain("retryLimit: got -1");
  });
});

describe("what is attached to a command", () => {
  it("is refused in words when it is more than text, and no turn begins", async () => {
    stage = await setStage();
    const session = stage.open();
    const picture = { mime: "image/png", url: "data:image/png;base64,AA==" };
    await expect(stage.command(session, "search", "like this", [picture])).rejects.toThrow(
      "Nothing was started: in OpenCode 2 the orchestrator's agents are given words only.",
    );
    expect(stage.events.all.map(({ type }) => type)).toEqual(["session.created"]);
  });

  it("is no matter when it is text", async () => {
    stage = await setStage();
    const said = await stage.command(stage.open(), "search", "like this", [{ mime: "text/plain" }]);
    expect(said).toContain("Nothing special.");
  });
});
