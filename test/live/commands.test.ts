import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  call,
  change,
  goodTeam,
  type Script,
  type Stage,
  sessionsOf,
  setStage,
  task,
} from "../support/mission.js";

const team = goodTeam(task("T1", "a.txt"), task("T2", "b.txt", ["T1"]));

// One OpenCode for all: each start takes seconds, and a user gives many commands to one as well.
let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ script: team });
});
afterAll(() => stage.end());

let asked: number;
beforeEach(async () => {
  await begin({}, team);
});

/** Commits these files as the state that a test begins with; the model follows the script. */
async function begin(files: Record<string, string>, script: Script): Promise<void> {
  for (const [file, text] of Object.entries(files)) await stage.project.write(file, text);
  await stage.project.git("add", "--all");
  await stage.project.git("commit", "--quiet", "--allow-empty", "--message", "Begin");
  stage.play(script);
  asked = stage.model.requests.length;
}

const requests = () => stage.model.requests.slice(asked);
const sessions = () => sessionsOf({ requests: requests() });

test("/auto-status tells tasks and agents in tables, and /auto-inspect where the inspector is", async () => {
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

test("/plan shows the plan and asks; Run does it", async () => {
  const session = await stage.createSession();
  const turn = stage.command(session, "plan", "write both files");
  const question = await stage.question(session);
  expect(question.questions[0]).toMatchObject({
    header: "Plan ready",
    question: "2 tasks: The plan of the test.\nRun it? All agents work on scripted/m1.",
    options: [{ label: "Run" }, { label: "Retry" }, { label: "Keep" }, { label: "Stop" }],
  });
  expect(await stage.text(session)).toContain("| T2 | Write b.txt | b.txt | T1 |");
  expect(sessions()).toEqual({ planner: 1 });
  await stage.answer(question, "Run");
  expect(await turn).toContain("✓ Verified");
  expect(await stage.report()).toMatchObject({
    command: "plan",
    status: "verified",
    request: "write both files",
  });
});

test("/search answers with places, changes nothing and asks nobody", async () => {
  const submission = {
    summary: "Tokens are checked in one place.",
    findings: [{ file: "src/token.js", lines: "3-9", note: "the check" }],
  };
  await begin({}, { searcher: () => [call("submit_findings", submission)] });
  const session = await stage.createSession();
  const end = await stage.command(session, "search", "where tokens are checked");
  expect(end).toContain("**✓ Answered** — nothing was changed");
  expect(await stage.text(session)).toContain("- `src/token.js:3-9` the check");
  expect(sessions()).toEqual({ searcher: 1 });
  expect(await stage.report()).toMatchObject({ command: "search", status: "unverified", tasks: [] });
  expect(await stage.command(session, "search")).toContain("Usage: `/search");
});

test("/review judges the uncommitted changes, names errors by file and line, and Fix has them fixed and verified", async () => {
  const error = { severity: "error", message: "it is bad", file: "a.txt", line: 1, suggestion: "write good" };
  await begin(
    { "a.txt": "good\n" },
    {
      ...team,
      reviewer: ({ task: id }) =>
        id
          ? team.reviewer({} as never)
          : [call("submit_review", { verdict: "fail", summary: "One thing is wrong.", issues: [error] })],
      fixer: () => change("a.txt", "good again\n"),
    },
  );
  await stage.project.write("a.txt", "bad: by the user\n");
  const session = await stage.createSession();
  const turn = stage.command(session, "review");
  const question = await stage.question(session);
  expect(question.questions[0]).toMatchObject({
    header: "Review found errors",
    options: [{ label: "Fix" }, { label: "Keep" }, { label: "Stop" }],
  });
  expect(await stage.text(session)).toContain("**a.txt**\n- ✗ `a.txt:1` it is bad — write good");
  const reviewer = requests().find(({ agent }) => agent === "reviewer");
  expect(reviewer?.lastUserText).toContain("+bad: by the user");
  await stage.answer(question, "Fix");
  expect(await turn).toContain("✓ Verified");
  expect(await stage.project.read("a.txt")).toBe("good again\n");
});

test("/fix without words mends what the checks find, through the same gate; where nothing fails there is nothing to do", async () => {
  await begin({ "a.txt": "bad: from the beginning\n" }, { ...team, fixer: () => change("a.txt", "good\n") });
  const session = await stage.createSession();
  expect(await stage.command(session, "fix")).toContain("✓ Verified");
  const fixer = requests().find(({ agent }) => agent === "fixer");
  expect(fixer?.lastUserText).toContain("bad: from the beginning");
  expect(fixer?.attempt).toBe(1);
  expect(sessions()).toEqual({ fixer: 1, reviewer: 1 });
  expect(await stage.command(session, "fix")).toContain("✓ Verified");
  expect(sessions()).toEqual({ fixer: 1, reviewer: 1 });
});
