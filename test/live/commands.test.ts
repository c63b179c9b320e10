import { afterEach, expect, test } from "vitest";
import {
  call,
  change,
  checkedProject,
  goodTeam,
  type Stage,
  sessionsOf,
  setStage,
  task,
} from "../support/mission.js";

const team = goodTeam(task("T1", "a.txt"), task("T2", "b.txt", ["T1"]));

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

test("/plan shows the plan and asks; Run does it", async () => {
  stage = await setStage({ script: team });
  const session = await stage.createSession();
  const turn = stage.command(session, "plan", "write both files");
  const question = await stage.question(session);
  expect(question.questions[0]).toMatchObject({
    header: "Plan ready",
    question: "2 tasks: The plan of the test.\nRun it? All agents work on scripted/m1.",
    options: [{ label: "Run" }, { label: "Retry" }, { label: "Keep" }, { label: "Stop" }],
  });
  expect(await stage.text(session)).toContain("| T2 | Write b.txt | b.txt | T1 |");
  expect(sessionsOf(stage.model)).toEqual({ planner: 1 });
  await stage.answer(question, "Run");
  expect(await turn).toContain("✓ Verified");
  expect(await stage.report()).toMatchObject({
    command: "plan",
    status: "verified",
    request: "write both files",
  });
});

test("/plan changed by the user's words and kept is done by /auto without words, also after a restart", async () => {
  stage = await setStage({ script: team });
  const session = await stage.createSession();
  const turn = stage.command(session, "plan", "write both files");
  await stage.answer(await stage.question(session), "only one file, please");
  const second = await stage.question(session);
  const planner = stage.model.requests.filter(({ agent, step }) => agent === "planner" && step === 0).at(-1);
  expect(planner?.lastUserText).toContain("only one file, please");
  expect(planner?.lastUserText).toContain('"title":"Write b.txt"');
  await stage.answer(second, "Keep");
  expect(await turn).toContain("Paused");
  expect(await stage.report()).toMatchObject({ status: "paused", iterations: 0 });
  await stage.restart("kill");
  const other = await stage.createSession();
  expect(await stage.command(other, "auto-status")).toContain("| T1 | Write a.txt | pending | 0 | 0 |");
  expect(await stage.command(other, "auto")).toContain("✓ Verified");
  expect(sessionsOf(stage.model)).toMatchObject({ planner: 2, coder: 2 });
});

test("/auto-status tells tasks and agents in tables, and /auto-inspect where the inspector is", async () => {
  stage = await setStage({ script: { ...team, fixer: () => change("a.txt", "bad: still\n") } });
  const session = await stage.createSession();
  expect(await stage.command(session, "auto-status")).toBe("No run is active.");
  const answer = await stage.command(session, "auto-inspect");
  const url = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}/.exec(answer)?.[0] ?? "";
  expect(await stage.command(session, "auto-inspect"), "the same page").toContain(url);
  const page = await fetch(url, { redirect: "manual" });
  expect([page.status, page.headers.get("location")]).toEqual([
    303,
    expect.stringMatching(/^\/[\w-]{12}\/$/),
  ]);
  const turn = stage.command(session, "plan", "write both files");
  const question = await stage.question(session);
  const status = await stage.command(await stage.createSession(), "auto-status");
  expect(status).toContain("is needs-user, iteration 0 of 100.");
  expect(status).toContain("| Task | What | Status | Changes | Tokens |");
  expect(status).toMatch(/^\| planner \| 1 \| \d+(\.\dk)? \|$/m);
  await stage.answer(question, "Stop");
  await turn;
});

test("/search answers with places, changes nothing and asks nobody", async () => {
  const submission = {
    summary: "Tokens are checked in one place.",
    findings: [{ file: "src/token.js", lines: "3-9", note: "the check" }],
  };
  stage = await setStage({ script: { searcher: () => [call("submit_findings", submission)] } });
  const session = await stage.createSession();
  const end = await stage.command(session, "search", "where tokens are checked");
  expect(end).toContain("**✓ Answered** — nothing was changed");
  expect(await stage.text(session)).toContain("- `src/token.js:3-9` the check");
  expect(sessionsOf(stage.model)).toEqual({ searcher: 1 });
  expect(await stage.report()).toMatchObject({ command: "search", status: "unverified", tasks: [] });
  expect(await stage.command(session, "search")).toContain("Usage: `/search");
});

test("/review judges the uncommitted changes, names errors by file and line, and Fix has them fixed and verified", async () => {
  const error = { severity: "error", message: "it is bad", file: "a.txt", line: 1, suggestion: "write good" };
  stage = await setStage({
    files: { ...checkedProject, "a.txt": "good\n" },
    script: {
      ...team,
      reviewer: ({ task: id }) =>
        id
          ? team.reviewer({} as never)
          : [call("submit_review", { verdict: "fail", summary: "One thing is wrong.", issues: [error] })],
      fixer: () => change("a.txt", "good again\n"),
    },
  });
  await stage.project.write("a.txt", "bad: by the user\n");
  const session = await stage.createSession();
  const turn = stage.command(session, "review");
  const question = await stage.question(session);
  expect(question.questions[0]).toMatchObject({
    header: "Review found errors",
    options: [{ label: "Fix" }, { label: "Keep" }, { label: "Stop" }],
  });
  expect(await stage.text(session)).toContain("**a.txt**\n- ✗ `a.txt:1` it is bad — write good");
  const reviewer = stage.model.requests.find(({ agent }) => agent === "reviewer");
  expect(reviewer?.lastUserText).toContain("+bad: by the user");
  await stage.answer(question, "Fix");
  expect(await turn).toContain("✓ Verified");
  expect(await stage.project.read("a.txt")).toBe("good again\n");
});

test("/fix without words mends what the checks find, through the same gate; where nothing fails there is nothing to do", async () => {
  stage = await setStage({
    files: { ...checkedProject, "a.txt": "bad: from the beginning\n" },
    script: { ...team, fixer: () => change("a.txt", "good\n") },
  });
  const session = await stage.createSession();
  expect(await stage.command(session, "fix")).toContain("✓ Verified");
  const fixer = stage.model.requests.find(({ agent }) => agent === "fixer");
  expect(fixer?.lastUserText).toContain("bad: from the beginning");
  expect(fixer?.attempt).toBe(1);
  expect(sessionsOf(stage.model)).toEqual({ fixer: 1, reviewer: 1 });
  expect(await stage.command(session, "fix")).toContain("✓ Verified");
  expect(sessionsOf(stage.model)).toEqual({ fixer: 1, reviewer: 1 });
});

test("/fix takes pasted errors, and asks when the same error comes a third time", async () => {
  stage = await setStage({
    script: { ...team, fixer: () => change("a.txt", "bad: still\n") },
  });
  const session = await stage.createSession();
  const turn = stage.command(session, "fix", "a.txt:1: error: expected good");
  const question = await stage.question(session);
  expect(question.questions[0]?.header).toBe("Same error again");
  const fixer = stage.model.requests.find(({ agent }) => agent === "fixer");
  expect(fixer?.lastUserText).toContain("a.txt:1: error: expected good");
  expect((await stage.report()).iterations).toBe(3);
  await stage.answer(question, "Skip");
  expect(await turn).toContain("■ Stopped");
  expect(await stage.project.exists("a.txt")).toBe(false);
});
