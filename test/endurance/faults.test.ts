import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectRest, quickFaults, setFaultyStage, sufferOnce, team } from "../support/faults.js";
import { change, checkedProject, type Stage, setStage } from "../support/mission.js";
import { isRunning } from "../support/opencode.js";

describe("what strikes every role once does not stop a mission, and nobody is asked:", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setFaultyStage({ callRetries: 1 });
  });
  afterAll(() => stage.end());

  for (const fault of quickFaults) test(fault.name, () => sufferOnce(stage, fault));
});

/** As long as a line begins with `hang`, it leaves a process that nobody waits for, and hangs. */
const hangingCheck = [
  'import { spawn } from "node:child_process";',
  'import { appendFileSync, existsSync, readFileSync } from "node:fs";',
  'if (existsSync("a.txt") && readFileSync("a.txt", "utf8").startsWith("hang")) {',
  '  const orphan = spawn("tail", ["-f", "/dev/null"], { detached: true, stdio: "ignore" });',
  "  orphan.unref();",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a program
  '  appendFileSync(".git/pids", `${process.pid}\\n${orphan.pid}\\n`);',
  "  setInterval(() => {}, 1000);",
  "}",
].join("\n");

describe("a check that forks and hangs is killed at its timeout with all that it started,", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage({
      files: { ...checkedProject, "hang.mjs": hangingCheck },
      script: team,
      plugin: { checks: [{ name: "hang", command: "node hang.mjs", timeoutSeconds: 2 }] },
    });
  });
  afterAll(() => stage.end());

  const hanging = { ...team, coder: () => change("a.txt", "hang\n") };
  const expectNoneLeft = async (checks: number) => {
    const pids = (await stage.project.read(".git/pids")).trim().split("\n").map(Number);
    expect(pids).toHaveLength(2 * checks);
    expect(pids.filter(isRunning)).toEqual([]);
    await stage.project.write(".git/pids", "");
  };

  test("and once it is fixed, the mission is verified", async () => {
    stage.play(hanging);
    expect(await stage.command(await stage.createSession(), "auto", "write a.txt")).toContain("✓ Verified");
    const fixer = stage.model.requests.find(({ agent }) => agent === "fixer");
    expect(fixer?.lastUserText).toContain("check hang timed out after 2 s");
    expect(await stage.report()).toMatchObject({ status: "verified", iterations: 2 });
    await expectNoneLeft(1);
    await expectRest(stage);
  });

  test("and when it hangs for ever the user is asked, never told that it is verified", async () => {
    stage.play({ ...hanging, fixer: hanging.coder });
    const session = await stage.createSession();
    const turn = stage.command(session, "auto", "write a.txt");
    const question = await stage.question(session);
    const reason = question.questions[0]?.question;
    expect(reason).toMatch(
      /^T1 .*the same error came back 3 times\.\n- check hang timed out after 2 s \(seen 3×\)$/,
    );
    expect(await stage.report()).toMatchObject({ status: "needs-user", reason, iterations: 3 });
    await expectNoneLeft(3);

    stage.play(team);
    await stage.answer(question, "Retry");
    expect(await turn).toContain("✓ Verified");
    expect(await stage.report()).toMatchObject({ status: "verified" });
    await expectRest(stage);
  });
});
