import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { startRehearsedModel } from "../../src/demo/rehearsed-model.js";
import { formatVersion } from "../../src/runs/journal-line.js";
import { lockFileOf } from "../../src/runs/run-folder.js";
import { change, checkedProject, goodTeam, replyOf, type Stage, setStage, task } from "../support/mission.js";
import { runOpencode, startOpencode } from "../support/opencode.js";
import { createProject } from "../support/project.js";

const team = goodTeam(task("T1", "a.txt"));

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

test("a second OpenCode in the worktree is refused with the first one's name, and let in when that was killed", async () => {
  stage = await setStage({ script: { ...team, coder: () => [{ hang: true }] } });
  const { project, model } = stage;
  const session = await stage.createSession();
  const turn = stage.command(session, "auto", "write a.txt").catch(() => "killed");
  const { run } = await model.waitForRequest(({ agent }) => agent === "coder");
  const second = await startOpencode({ project: project.path, model });
  try {
    const { data } = await second.client.session.create({});
    const say = async (command: string, text = "") => {
      const answer = await second.client.session.command({
        sessionID: data?.id ?? "",
        command,
        arguments: text,
      });
      return JSON.stringify(answer.data?.parts);
    };
    const { pid } = stage.opencode;
    const refusal = `One run at a time: run ${run} of session ${session} works in this worktree (OpenCode process ${pid}`;
    expect(await say("auto", "something else")).toContain(refusal);
    expect(await say("auto-resume")).toContain(refusal);
    expect(await say("auto-stop")).toContain(refusal);
    expect(await say("auto-status")).toContain(`is at work in OpenCode process ${pid}`);
    expect(model.requests.filter(({ agent }) => agent === "planner")).toHaveLength(1);

    await stage.opencode.kill();
    expect(await turn).toBe("killed");
    stage.play(team);
    expect(await say("auto", "something else")).toContain("✓ Verified");
    expect(await say("auto-status")).toContain(`Run ${run} (write a.txt) is interrupted`);
    expect(await say("auto-resume")).toContain("✓ Verified");
    expect(existsSync(lockFileOf(project.path))).toBe(false);
  } finally {
    await second.stop();
  }
});

test("OpenCode's own shutdown leaves the run to be resumed", async () => {
  stage = await setStage({ script: { ...team, coder: () => [{ hang: true }] } });
  const session = await stage.createSession();
  const turn = stage.command(session, "auto", "write a.txt").catch(() => "shut down");
  await stage.model.waitForRequest(({ agent }) => agent === "coder");
  await stage.restart("shut down");
  await turn;
  stage.play(team);
  const requests = stage.model.requests.length;
  expect(await stage.command(session, "auto-status")).toMatch(/is (interrupted|paused)/);
  expect(stage.model.requests.length).toBe(requests);
  expect(await stage.command(session, "auto-resume")).toContain("✓ Verified");
  expect(await stage.report()).toMatchObject({ status: "verified", iterations: 1 });
});

test("a plain message in the session of a run that waits is the answer, also after a restart", async () => {
  let isBroken = true;
  stage = await setStage({
    script: {
      ...team,
      coder: () => change("a.txt", isBroken ? "bad: words\n" : "good\n"),
      fixer: () => change("a.txt", isBroken ? "bad: words\n" : "good\n"),
    },
    plugin: { retryLimit: 1 },
  });
  const session = await stage.createSession();
  const turn = stage.command(session, "auto", "write a.txt").catch(() => "killed");
  await stage.question(session);
  await stage.restart("kill");
  await turn;
  isBroken = false;
  const answer = await stage.opencode.client.session.prompt({
    sessionID: session,
    agent: "orchestrator",
    parts: [{ type: "text", text: "use the word good" }],
  });
  expect(JSON.stringify(answer.data?.parts)).toContain("✓ Verified");
  const fixer = stage.model.requests.findLast(({ agent, step }) => agent === "fixer" && step === 0);
  expect(fixer?.lastUserText).toContain("use the word good");
});

test("headless, a run that needs the user goes on in the next process as the command says", async () => {
  const project = await createProject(checkedProject);
  let isBroken = true;
  const attempt = () => change("a.txt", isBroken ? "bad: words\n" : "good\n");
  const script = { ...team, coder: attempt, fixer: attempt };
  const model = await startRehearsedModel((request) => replyOf(script, request));
  try {
    const options = { project: project.path, model, plugin: { retryLimit: 1 } };
    const first = await runOpencode(["run", "--command", "auto", "write a.txt"], options);
    expect(first.stdout).toContain("Status: needs-user");
    isBroken = false;
    const second = await runOpencode(
      ["run", "--command", "auto-resume", 'retry "use the word good"'],
      options,
    );
    expect(second.stdout).toContain("resumes where it was: 0 of 1 task is done");
    expect(second.stdout).toContain("✓ Verified");
    const last = model.requests.findLast(({ agent, step }) => agent === "fixer" && step === 0);
    expect(last?.lastUserText).toContain("\nuse the word good\n");
    const third = await runOpencode(["run", "--command", "auto-resume"], options);
    expect(third.stdout).toContain("There is no run to resume in this folder");
  } finally {
    await model.close();
    await project.remove();
  }
});

test("a run whose journal is of another version is refused by name, left as it is, and goes on when that is mended", async () => {
  stage = await setStage({ script: { ...team, coder: () => [{ hang: true }] } });
  const session = await stage.createSession();
  const turn = stage.command(session, "auto", "write a.txt").catch(() => "interrupted");
  const { run } = await stage.model.waitForRequest(({ agent }) => agent === "coder");
  await stage.opencode.client.session.abort({ sessionID: session });
  await turn;
  await expect.poll(async () => (await stage?.report())?.status).toBe("paused");
  const journal = join(".git/opencode-orchestrator", run ?? "", "journal.jsonl");
  const version = `"version":${formatVersion}`;
  const text = await stage.project.read(journal);
  await stage.project.write(journal, text.replace(version, '"version":9'));

  const other = await stage.createSession();
  const refusal = "journal.jsonl is of version 9, and this orchestrator reads version ";
  expect(await stage.command(other, "auto-resume")).toContain(refusal);
  expect(await stage.command(other, "auto-status")).toContain(refusal);
  expect(await stage.command(session, "auto-stop")).toContain(refusal);
  expect(await stage.project.read(journal)).toContain('"version":9');

  stage.play(team);
  await stage.project.write(
    journal,
    `${(await stage.project.read(journal)).replace('"version":9', version)}`,
  );
  expect(await stage.command(other, "auto-resume")).toContain("✓ Verified");
});
