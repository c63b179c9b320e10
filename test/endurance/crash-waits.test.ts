import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ModelRequest } from "../../src/demo/model-request.js";
import { type CrashStage, type Outcome, setCrashStage, twoTasks } from "../support/crash.js";
import { change, write } from "../support/mission.js";

let stage: CrashStage | undefined;
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

async function started(options?: Parameters<typeof setCrashStage>[0]): Promise<CrashStage> {
  stage = await setCrashStage(options);
  return stage;
}

describe("kill -9 of a mission of two tasks", () => {
  let undisturbed: Outcome;
  beforeAll(async () => {
    const calm = await setCrashStage();
    expect(await calm.command(await calm.createSession(), "auto", "write both files")).toContain(
      "✓ Verified",
    );
    undisturbed = await calm.outcome();
    await calm.end();
  });

  async function begin(stage: CrashStage) {
    const session = await stage.createSession();
    const turn = stage.command(session, "auto", "write both files").catch(() => "killed");
    return { session, turn };
  }

  test.each([
    ["the baseline", undefined],
    ["T1's change", { role: "coder", task: "T1" }],
    ["the finished tree", { role: "reviewer", task: "T2" }],
  ] as const)("while the checks of %s run: they run anew, and no agent does", async (_, before) => {
    const stage = await started();
    const release = before && stage.holdUntilReleased(before.role, before.task);
    const held = before ? undefined : await stage.holdChecks();
    const { session } = await begin(stage);
    if (release) {
      await release.reached;
      const checks = await stage.holdChecks();
      release.now();
      await checks.started;
    }
    await held?.started;
    await stage.crash();
    expect(await stage.command(session, "auto-resume")).toContain("✓ Verified");
    expect(await stage.outcome()).toEqual(undisturbed);
  });

  test("while a failed call waits to be tried again: the wait begins anew", async () => {
    let isBroken = true;
    const stage = await started({
      script: {
        ...twoTasks,
        searcher: (request: ModelRequest) => (isBroken ? [{ status: 400 }] : twoTasks.searcher(request)),
      },
    });
    const { session } = await begin(stage);
    await stage.opencode.waitForEvent(
      (event) =>
        event.type === "message.part.updated" &&
        event.properties.part.type === "text" &&
        event.properties.part.text.includes("→ again in 2 s"),
    );
    isBroken = false;
    await stage.crash();
    expect(await stage.command(session, "auto-resume")).toContain("✓ Verified");
    const outcome = await stage.outcome();
    expect(outcome.tree).toEqual(undisturbed.tree);
    expect(outcome.sessions).toEqual({ ...undisturbed.sessions, "searcher T1/0": 3 });
    expect(outcome.report).toEqual({
      ...undisturbed.report,
      calls: { ...undisturbed.report.calls, searcher: 4 },
    });
  });

  test("while it is paused by Esc: it stays paused, and another session can go on with it", async () => {
    const stage = await started();
    const reached = stage.hang("reviewer", "T1");
    const { session, turn } = await begin(stage);
    await reached;
    await stage.opencode.client.session.abort({ sessionID: session });
    await turn;
    await expect.poll(async () => (await stage.report()).status).toBe("paused");
    const requests = stage.model.requests.length;
    await stage.crash();
    const other = await stage.createSession();
    expect(await stage.command(other, "auto-status")).toContain("is paused");
    expect(stage.model.requests.length).toBe(requests);
    expect(await stage.command(other, "auto-resume")).toContain("✓ Verified");
    const { tree, sessions } = await stage.outcome();
    expect(tree).toEqual(undisturbed.tree);
    expect(sessions).toEqual({ ...undisturbed.sessions, "reviewer T1/1": 2 });
    expect((await stage.report()).session).toBe(other);
  });

  test("in the midst of a change: it is taken back and made again, and what the user wrote meanwhile stays", async () => {
    const stage = await started({
      script: {
        ...twoTasks,
        coder: (request: ModelRequest) =>
          request.task === "T2" && !isKilled
            ? [write("half.txt", "bad half\n"), write("b.txt", "half\n"), { hang: true }]
            : twoTasks.coder(request),
      },
      files: { "notes.md": "committed\n" },
    });
    let isKilled = false;
    const { session } = await begin(stage);
    await stage.model.waitForRequest(
      ({ agent, task, step }) => agent === "coder" && task === "T2" && step === 2,
    );
    // Clocks of file systems go in steps: what is written in the moment of a tool's end counts as the tool's.
    const asked = Date.now();
    await expect.poll(() => Date.now() - asked).toBeGreaterThan(200);
    await stage.project.write("during.md", "written beside the agent\n");
    await stage.crash();
    isKilled = true;
    expect(await stage.project.read("half.txt")).toBe("bad half\n");
    await stage.project.write("notes.md", "the user's words\n");

    expect(await stage.command(session, "auto-resume")).toContain("✓ Verified");
    const { tree, report, sessions } = await stage.outcome();
    expect(tree).toEqual({
      ...undisturbed.tree,
      "notes.md": "the user's words\n",
      "during.md": "written beside the agent\n",
    });
    expect(sessions).toEqual({ ...undisturbed.sessions, "coder T2/0": 2 });
    expect(report.calls).toEqual({ ...undisturbed.report.calls, coder: 3 });
    expect(report.tokens?.input).toBeGreaterThan(undisturbed.report.tokens?.input ?? 0);
    expect(report.tasks).toEqual(undisturbed.report.tasks);
  });
});

describe("kill -9 while a question is open", () => {
  const stubborn = {
    ...twoTasks,
    fixer: ({ attempt = 0 }: ModelRequest) => change("a.txt", `${"\n".repeat(attempt)}bad: at first\n`),
  };
  let isBroken: boolean;

  test.each([
    {
      about: "a task",
      header: "Same error again",
      answer: "Skip",
      script: stubborn,
      plugin: {},
      end: "■ Stopped",
    },
    {
      about: "the run",
      header: "A call failed",
      answer: "Retry",
      script: {
        ...twoTasks,
        planner: (request: ModelRequest) => (isBroken ? [{ status: 400 }] : twoTasks.planner(request)),
      },
      plugin: { callRetries: 0 },
      end: "✓ Verified",
    },
    {
      about: "a limit",
      header: "Iteration cap reached",
      answer: "Continue",
      script: twoTasks,
      plugin: { maxIterations: 2 },
      end: "✓ Verified",
    },
  ])("about $about: it is asked again, and the answer counts as in an undisturbed run", async (scene) => {
    const outcomes: Outcome[] = [];
    for (const isDisturbed of [false, true]) {
      isBroken = true;
      const stage = await started({ script: scene.script, plugin: scene.plugin });
      const session = await stage.createSession();
      let turn = stage.command(session, "auto", "write both files").catch(() => "killed");
      let question = await stage.question(session);
      if (isDisturbed) {
        const requests = stage.model.requests.length;
        await stage.crash();
        expect(await stage.command(session, "auto-status")).toContain("is waiting for you");
        turn = stage.command(session, "auto-resume");
        question = await stage.question(session);
        expect(stage.model.requests.length).toBe(requests);
      }
      expect(question.questions[0]?.header).toBe(scene.header);
      isBroken = false;
      await stage.answer(question, scene.answer);
      expect(await turn).toContain(scene.end);
      outcomes.push(await stage.outcome());
      await stage.end();
    }
    expect(outcomes[1]).toEqual(outcomes[0]);
  });
});
