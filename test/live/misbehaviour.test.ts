import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ModelReply } from "../../src/demo/model-reply.js";
import { call, change, goodTeam, plan, type Script, type Stage, setStage, task } from "../support/mission.js";

const team = goodTeam(task("T1", "a.txt"));
const prose: ModelReply = { text: "I have looked at everything and it is all fine, trust me." };

/** What a misbehaving model does for ever: the role, its reply, what it is told, and what the user reads. */
const scenarios: [name: string, role: keyof Script, reply: ModelReply, told: string, why: RegExp][] = [
  [
    "a review that fails without a reason",
    "reviewer",
    call("submit_review", { verdict: "fail", summary: "no", issues: [] }),
    "no issue has severity",
    /reviewer .*invalid submissions/s,
  ],
  [
    "a pass that carries errors",
    "reviewer",
    call("submit_review", {
      verdict: "pass",
      summary: "ok",
      issues: [{ severity: "error", message: "broken", file: "a.txt" }],
    }),
    'verdict is "pass" but there are issues of severity "error"',
    /reviewer .*invalid submissions/s,
  ],
  [
    "a pass that leaves out the criterion",
    "reviewer",
    call("submit_review", { verdict: "pass", summary: "ok", issues: [], criteria: [] }),
    "not answered: 1 (a.txt has a good line)",
    /reviewer .*invalid submissions.*not answered: 1/s,
  ],
  [
    "a plan whose dependencies go in a circle",
    "planner",
    plan(task("T1", "a.txt", ["T2"]), task("T2", "b.txt", ["T1"])),
    "dependsOn goes in a circle: T1 → T2 → T1",
    /planner .*circle/s,
  ],
  [
    "a plan of 60 tasks",
    "planner",
    plan(...Array.from({ length: 60 }, (_, index) => task(`T${index + 1}`, "a.txt"))),
    "60 tasks; at most 50 are allowed",
    /planner .*60 tasks/s,
  ],
  [
    "an empty plan",
    "planner",
    call("submit_plan", { summary: "nothing to do", tasks: [] }),
    "tasks",
    /planner .*invalid submissions/s,
  ],
  [
    "prose instead of a tool call",
    "coder",
    prose,
    "Call submit_change now",
    /coder ended without a valid submit_change/,
  ],
  [
    "half a JSON",
    "searcher",
    { toolCalls: [{ name: "submit_findings", arguments: '{"summary": "half' }] },
    "arguments provided to the tool are invalid",
    /searcher/,
  ],
];

describe("a model that misbehaves for ever is told, a bounded number of times, and then the user is asked", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage({ script: team, plugin: { callRetries: 1 } });
  });
  afterAll(() => stage.end());

  for (const [name, role, reply, told, why] of scenarios) {
    test(name, async () => {
      stage.play({ ...team, [role]: () => [reply] });
      const before = stage.model.requests.length;
      const session = await stage.createSession();
      const turn = stage.command(session, "auto", "write a.txt");
      const question = await stage.question(session);
      const requests = stage.model.requests.slice(before).filter(({ agent }) => agent === role);

      expect(question.questions[0]?.question).toMatch(why);
      expect(question.questions[0]?.question).toContain("scripted/m1");
      expect(requests.some(({ text }) => text.includes(told))).toBe(true);
      expect(new Set(requests.map((request) => request.session)).size).toBe(2);
      expect(requests.length).toBeLessThanOrEqual(20);
      expect((await stage.report()).status).toBe("needs-user");
      await stage.answer(question, "Stop");
      await turn;
    });
  }

  test("a model that reads for ever is ended after sixty requests", async () => {
    stage.play({ ...team, searcher: () => [call("read", { filePath: "check.mjs" })] });
    const before = stage.model.requests.length;
    const session = await stage.createSession();
    const turn = stage.command(session, "auto", "write a.txt");
    const question = await stage.question(session);
    expect(question.questions[0]?.question).toContain("searcher asked its model 60 times");
    const requests = stage.model.requests.slice(before).filter(({ agent }) => agent === "searcher");
    expect(requests).toHaveLength(120);
    await stage.answer(question, "Stop");
    await turn;
  });

  test("a model that comes to its senses is not held against the task", async () => {
    stage.play({
      ...team,
      planner: () => [plan(task("T1", "a.txt", ["T9"])), plan(task("T1", "a.txt"))],
      searcher: () => [{ text: 'Here: ```json\n{"summary": "found", "findings": [],}\n```' }],
      coder: () => [prose, ...change("a.txt", "good\n")],
    });
    const session = await stage.createSession();
    expect(await stage.command(session, "auto", "write a.txt")).toContain("✓ Verified");
    expect((await stage.report()).calls).toEqual({
      planner: 1,
      searcher: 1,
      coder: 1,
      reviewer: 1,
      fixer: 0,
    });
  });
});

test("a reviewer is told what it did not answer, that its evidence does not exist, and to prove a fix", async () => {
  const review = (...criteria: [criterion: string, evidence: string][]) =>
    call("submit_review", {
      verdict: "pass",
      summary: "It is good.",
      issues: [],
      criteria: criteria.map(([criterion, evidence]) => ({ criterion, met: true, evidence })),
    });
  const stage = await setStage({
    script: {
      ...team,
      coder: () => change("a.txt", "bad: forgotten\n"),
      reviewer: () => [
        review(["1", "a.txt:1"]),
        review(["1", "a.txt:1"], ["2", "b.txt:1"]),
        review(["1", "a.txt line 7"], ["2", "test"]),
        review(["1", "`a.txt:1`"], ["2", "the check test"]),
      ],
    },
  });
  try {
    const session = await stage.createSession();
    expect(await stage.command(session, "auto", "write a.txt")).toContain("✓ Verified");
    const [first, ...others] = stage.model.requests.filter(({ agent }) => agent === "reviewer");
    expect(first?.lastUserText).toContain(
      "is fixed, with what proves it now.\n2. test: a.txt:1:1 bad: forgotten",
    );
    expect(others.map(({ toolResults }) => toolResults.at(-1)?.content)).toEqual([
      expect.stringContaining("not answered: 2 (test: a.txt:1:1 bad: forgotten)"),
      expect.stringContaining("- criteria 2: b.txt does not exist\nevidence is "),
      expect.stringContaining("- criteria 1: a.txt has no line 7, its last is 1\n"),
    ]);
    expect((await stage.report()).tasks[0]?.criteria).toEqual([
      { criterion: "a.txt has a good line", met: true, evidence: "`a.txt:1`" },
      {
        criterion: "test: a.txt:1:1 bad: forgotten",
        met: true,
        evidence: "the check test",
        failedBefore: true,
      },
    ]);
  } finally {
    await stage.end();
  }
});

describe("a provider in trouble", () => {
  test("a refused key is asked about at once, naming agent, model and what to run", async () => {
    const stage = await setStage({
      script: { planner: () => [{ status: 401, body: { error: { message: "bad key" } } }] },
    });
    try {
      const session = await stage.createSession();
      const turn = stage.command(session, "auto", "write a.txt");
      const question = await stage.question(session);
      expect(question.questions[0]?.question).toMatch(
        /planner \(scripted\/m1\).*refused the key.*opencode providers/s,
      );
      expect(stage.model.requests).toHaveLength(1);
      await stage.answer(question, "Stop");
      await turn;
    } finally {
      await stage.end();
    }
  });

  test("a model that never answers is ended by the deadline, its session aborted, and the user asked", async () => {
    const stage = await setStage({
      script: { ...team, coder: () => [{ hang: true }] },
      plugin: { callRetries: 0, agents: { coder: { timeoutSeconds: 2 } } },
    });
    try {
      const session = await stage.createSession();
      const turn = stage.command(session, "auto", "write a.txt");
      const question = await stage.question(session);
      expect(question.questions[0]?.question).toContain("gave no sign of life for 2 s");
      expect((await stage.opencode.client.session.status()).data).toEqual({ [session]: { type: "busy" } });
      await stage.answer(question, "Stop");
      await turn;
    } finally {
      await stage.end();
    }
  });
});
