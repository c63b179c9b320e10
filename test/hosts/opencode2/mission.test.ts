import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stage, setStage } from "./stage.js";

const chosen = { providerID: "scripted", id: "m2", variant: "high" };

describe("a mission of two tasks, one of which has to be fixed", () => {
  let stage: Stage;
  let session: string;
  let said: string;
  beforeAll(async () => {
    stage = await setStage({}, { options: { requestTags: true } });
    session = stage.open({ agent: "build", model: chosen });
    said = await stage.command(session, "auto", "write two good files");
  });
  afterAll(() => stage.end());

  it("ends verified, and its turn tells of each task", async () => {
    expect(said).toContain("T1 ✗");
    expect(said).toContain("T1 ✓ verified");
    expect(said).toContain("T2 ✓ verified");
    expect(said).toContain("✓ Verified");
    expect(said).toContain("Tasks: ✓ T1  ✓ T2");
    expect(await stage.project.read("a.txt")).toBe("good\n");
  });

  it("runs each agent by a `subagent` call that names the user's model", () => {
    const rows = stage.calls.filter(({ name }) => name === "subagent");
    expect(rows.map(({ input }) => input.agent)).toEqual([
      "planner",
      ...["searcher", "coder", "fixer", "reviewer"],
      ...["searcher", "coder", "reviewer"],
    ]);
    expect(new Set(rows.map(({ input }) => input.model))).toEqual(new Set(["scripted/m2#high"]));
    expect(new Set(rows.map(({ sessionID }) => sessionID))).toEqual(new Set([session]));
    for (const { model, headers } of stage.requests) {
      expect(model).toEqual(chosen);
      expect(headers["x-parent-session-id"]).toBe(session);
    }
  });

  it("offers each agent the submit tool of its call, and no other one", () => {
    const offered = stage.requests.map(({ agent, tools }) => [
      agent,
      tools.filter((name) => name.startsWith("submit_")).join(),
    ]);
    expect(Object.fromEntries(offered)).toEqual({
      planner: "submit_plan",
      searcher: "submit_findings",
      coder: "submit_change",
      fixer: "submit_change",
      reviewer: "submit_review",
    });
  });

  it("asks no model again in a session that has handed in", () => {
    const counts: Record<string, number> = {};
    for (const { agent, session: own } of stage.requests) {
      const key = `${agent} ${own}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
    expect(Object.entries(counts).map(([key, count]) => `${key.split(" ")[0]} ${count}`)).toEqual([
      "planner 1",
      ...["searcher 1", "coder 2", "fixer 2", "reviewer 1"],
      ...["searcher 1", "coder 2", "reviewer 1"],
    ]);
    expect(said).toMatch(/\b12\.1k tokens/);
  });

  it("names run, agent, task and attempt in the headers where the user wants it", () => {
    expect(stage.of("fixer")[0]?.headers).toMatchObject({
      "x-orchestrator-run": expect.stringMatching(/./),
      "x-orchestrator-agent": "fixer",
      "x-orchestrator-task": "T1",
      "x-orchestrator-attempt": "1",
    });
  });

  it("names the session after the request, and each agent's session after its work", () => {
    expect(stage.info(session).title).toBe("write two good files");
    expect(stage.info(stage.of("coder")[0]?.session ?? "").title).toContain("T1");
  });

  it("leaves the session with the agent and the model that the user had selected", () => {
    expect(stage.info(session)).toMatchObject({ agent: "build", model: chosen });
  });

  it("shortens what the user's next turn reads of it: no agent's brief, and nothing that a server refuses", async () => {
    expect(await stage.say(session, "what did you do?")).toBe("ok");
    const [request] = stage.of("build");
    expect(request?.messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    expect(request?.messages.flatMap(({ content }) => content).filter(({ type }) => type !== "text")).toEqual(
      [],
    );
    expect(JSON.stringify(request?.messages)).toContain("T1 ✓ verified");
    expect(request?.tools).toContain("write");
    expect(request?.tools.filter((name) => name.startsWith("submit_"))).toEqual([]);
  });

  it("tells nothing more after its end", async () => {
    expect(await stage.command(session, "auto-status")).toBe("No run is active.");
  });
});

it("tells the checks before the first change, which run beside the planner, once its row has ended", async () => {
  const stage = await setStage({}, { options: { searchAhead: 1 } });
  try {
    const said = await stage.command(
      stage.open({ agent: "build", model: chosen }),
      "auto",
      "write two good files",
    );
    expect(said).toContain("✓ Verified");
    expect(said.match(/Checks before the first change: test ✓/g)).toHaveLength(1);
  } finally {
    await stage.end();
  }
});
