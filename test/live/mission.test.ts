import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agentRoles } from "../../src/contracts/agent.js";
import { change, goodTeam, type Stage, sessionsOf, setStage, task } from "../support/mission.js";

describe("a mission of two tasks whose first change fails a real check", () => {
  let stage: Stage;
  let session: string;
  let closing: string;

  beforeAll(async () => {
    stage = await setStage({
      config: { snapshot: true },
      script: {
        ...goodTeam(task("T1", "a.txt"), task("T2", "b.txt", ["T1"])),
        coder: ({ task: id }) =>
          change(id === "T1" ? "a.txt" : "b.txt", id === "T1" ? "bad: forgotten\n" : "good\n"),
      },
    });
    session = await stage.createSession();
    closing = await stage.command(session, "auto", "write two good files");
  });
  afterAll(() => stage.end());

  test("ends verified, with the fix in the tree", async () => {
    expect(await stage.project.read("a.txt")).toBe("good\n");
    expect(await stage.project.read("b.txt")).toBe("good\n");
    expect(closing).toContain("✓ Verified");
    expect(await stage.report()).toMatchObject({
      version: 1,
      session,
      command: "auto",
      request: "write two good files",
      status: "verified",
      tasks: [
        { id: "T1", status: "verified", attempts: 2, files: ["a.txt"], errors: [] },
        { id: "T2", status: "verified", attempts: 1, files: ["b.txt"], errors: [] },
      ],
      checks: [{ name: "test", exitCode: 0, when: "final" }],
      iterations: 3,
      calls: { planner: 1, searcher: 2, coder: 2, reviewer: 2, fixer: 1 },
      endedAt: expect.any(String),
    });
  });

  test("costs the agents' sessions only: the orchestrator and the title ask no model", () => {
    expect(sessionsOf(stage.model)).toEqual({ planner: 1, searcher: 2, coder: 2, reviewer: 2, fixer: 1 });
  });

  test("ends an agent's session with its submission, without one more request", () => {
    const requests = stage.model.requests.filter(({ agent }) => agent === "reviewer");
    expect(requests.map(({ step }) => step)).toEqual([0, 0]);
  });

  test("asks the user's model, tagged with run, agent, task and attempt", async () => {
    const { run } = await stage.report();
    const fixer = stage.model.requests.find(({ agent }) => agent === "fixer");
    expect(fixer).toMatchObject({ run, task: "T1", attempt: 1, body: { model: "m1" } });
    expect(fixer?.lastUserText).toContain("bad: forgotten");
    const planner = stage.model.requests.find(({ agent }) => agent === "planner");
    expect(planner?.task).toBeUndefined();
    expect(planner?.lastUserText).toContain("write two good files");
  });

  test("shows each call as a subagent row that opens its child session", async () => {
    const rows = await stage.rows(session);
    const children = (await stage.opencode.client.session.children({ sessionID: session })).data ?? [];
    expect(
      rows.map(({ state }) => [state.status, state.input.subagent_type, state.input.description]),
    ).toEqual([
      ["completed", "planner", "Plan the work"],
      ["completed", "searcher", "Search T1: Write a.txt"],
      ["completed", "coder", "Code T1: Write a.txt"],
      ["completed", "fixer", "Fix T1: Write a.txt"],
      ["completed", "reviewer", "Review T1: Write a.txt"],
      ["completed", "searcher", "Search T2: Write b.txt"],
      ["completed", "coder", "Code T2: Write b.txt"],
      ["completed", "reviewer", "Review T2: Write b.txt"],
    ]);
    const opened = rows.map(({ state }) => ("metadata" in state ? state.metadata?.sessionId : undefined));
    expect(new Set(opened)).toEqual(new Set(children.map(({ id }) => id)));
  });

  test("leaves no aborted or unfinished message in the child sessions", async () => {
    const { client } = stage.opencode;
    const children = (await client.session.children({ sessionID: session })).data ?? [];
    for (const child of children) {
      const messages = (await client.session.messages({ sessionID: child.id })).data ?? [];
      expect(
        messages.map(({ info }) => (info.role === "assistant" ? info.error : undefined)).filter(Boolean),
      ).toEqual([]);
    }
  });

  test("keeps the native todo list, and tells the failure in one line", async () => {
    const todos = (await stage.opencode.client.session.todo({ sessionID: session })).data ?? [];
    expect(todos.map(({ content, status }) => [content, status])).toEqual([
      ["T1 Write a.txt", "completed"],
      ["T2 Write b.txt", "completed"],
    ]);
    expect(await stage.text(session)).toContain("T1 ✗ test: a.txt:1:1 bad: forgotten (seen 1×) → fixer 1/3");
  });

  test("titles the session with the request", async () => {
    const { data } = await stage.opencode.client.session.get({ sessionID: session });
    expect(data?.title).toBe("write two good files");
  });

  test("keeps each agent's request lean", () => {
    for (const { agent, systemBytes, toolsBytes } of stage.model.requests) {
      const limit = agent === "coder" || agent === "fixer" ? 16_000 : 10_000;
      expect(systemBytes + toolsBytes).toBeLessThanOrEqual(limit);
    }
    expect(new Set(stage.model.requests.map(({ agent }) => agent))).toEqual(new Set(agentRoles));
  });

  test("shows each agent the tools of its role and no other", () => {
    const tools = (agent: string) => stage.model.requests.find((request) => request.agent === agent)?.tools;
    expect(tools("planner")).toEqual(["glob", "grep", "read", "submit_plan"]);
    expect(tools("searcher")).toEqual(["glob", "grep", "read", "submit_findings"]);
    expect(tools("reviewer")).toEqual(["glob", "grep", "read", "submit_review"]);
    expect(tools("coder")).toEqual(["bash", "edit", "glob", "grep", "read", "submit_change", "write"]);
    expect(tools("fixer")).toEqual(tools("coder"));
  });

  test("keeps its own files out of git", async () => {
    expect(await stage.project.git("status", "--porcelain", "--untracked-files=all")).toBe(
      "?? a.txt\n?? b.txt\n",
    );
  });
});
