import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ModelRequest } from "../../src/demo/model-request.js";
import { change, checkedProject, goodTeam, type Stage, setStage, task } from "../support/mission.js";

/** A coder and a fixer that bring the same error in T1 again and again, and do T2 and T3 right. */
function stubborn(until: () => boolean) {
  const team = goodTeam(task("T1", "a.txt"), task("T2", "b.txt", ["T1"]), task("T3", "c.txt"));
  const attempt = (id: string | undefined, line: number) =>
    id === "T1" && !until() ? change("a.txt", `${"\n".repeat(line)}bad: still wrong\n`) : undefined;
  return {
    ...team,
    coder: (request: ModelRequest) => attempt(request.task, 0) ?? team.coder(request),
    fixer: (request: ModelRequest) => attempt(request.task, request.attempt ?? 0) ?? team.fixer(request),
  };
}

describe("the same error three times", () => {
  let stage: Stage;
  let isMended: boolean;

  beforeAll(async () => {
    stage = await setStage({
      files: {
        "package.json": "{}",
        "check.mjs": checkedProject["check.mjs"] ?? "",
        "notes.md": "committed\n",
      },
      script: stubborn(() => isMended),
      plugin: { checks: [{ name: "test", command: "node check.mjs" }], retryLimit: 10 },
    });
  });
  afterAll(() => stage.end());

  test("asks once, and Retry with the user's words hands them to the fixer", async () => {
    isMended = false;
    const session = await stage.createSession();
    const turn = stage.command(session, "auto", "write the files");
    const question = await stage.question(session);
    const asked = stage.model.requests.length;

    expect(question.questions[0]).toMatchObject({
      header: "Same error again",
      question: expect.stringContaining("bad: still wrong (seen 3×)"),
      options: [{ label: "Retry" }, { label: "Skip" }, { label: "Stop" }],
    });
    expect((await stage.report()).status).toBe("needs-user");
    expect((await stage.report()).iterations).toBe(3);

    isMended = true;
    await stage.answer(question, "start the line with the word good");
    expect(await turn).toContain("✓ Verified");
    const fixer = stage.model.requests.slice(asked).find(({ agent }) => agent === "fixer");
    expect(fixer?.lastUserText).toContain("start the line with the word good");
    expect(fixer).toMatchObject({ task: "T1", attempt: 3 });
    expect((await stage.report()).tasks.map(({ status }) => status)).toEqual([
      "verified",
      "verified",
      "verified",
    ]);
    await stage.project.git("clean", "-fdq", "-e", ".opencode");
  });

  test("Skip takes the task's changes back, blocks what depends on it, and touches nothing of the user's", async () => {
    isMended = false;
    await stage.project.write("notes.md", "committed\nand changed by the user\n");
    await stage.project.write("untracked.md", "the user's own\n");
    const session = await stage.createSession();
    const turn = stage.command(session, "auto", "write the files");
    await stage.answer(await stage.question(session), "Skip");

    expect(await turn).toContain("■ Stopped");
    expect(await stage.project.exists("a.txt")).toBe(false);
    expect(await stage.project.read("c.txt")).toBe("good\n");
    expect(await stage.project.read("notes.md")).toBe("committed\nand changed by the user\n");
    expect(await stage.project.read("untracked.md")).toBe("the user's own\n");
    const report = await stage.report();
    expect(report.status).toBe("stopped");
    expect(report.tasks.map(({ id, status }) => [id, status])).toEqual([
      ["T1", "skipped"],
      ["T2", "blocked"],
      ["T3", "verified"],
    ]);
    expect(
      stage.model.requests.filter((request) => request.run === report.run && request.task === "T2"),
    ).toEqual([]);
  });

  test("Stop ends the run and keeps what is there", async () => {
    isMended = false;
    const session = await stage.createSession();
    const turn = stage.command(session, "auto", "write the files");
    const question = await stage.question(session);
    const asked = stage.model.requests.length;
    await stage.answer(question, "Stop");

    expect(await turn).toContain("■ Stopped");
    expect(await stage.project.read("a.txt")).toContain("bad: still wrong");
    expect((await stage.report()).tasks.map(({ status }) => status)).toEqual([
      "active",
      "pending",
      "pending",
    ]);
    expect(stage.model.requests.length).toBe(asked);
  });
});
