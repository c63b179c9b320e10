import { appendFileSync } from "node:fs";
import { chmod, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { runsFolderOf } from "../../src/runs/run-folder.js";
import { goodTeam, type Stage, sessionsOf, setStage, task } from "../support/mission.js";

/** The plan is longer than what is left of a page of a disk. */
const team = goodTeam({ ...task("T1", "a.txt"), description: "Write a good line. ".repeat(1000) });

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

/** OpenCode in name spaces of its own, where the folder of runs is a small disk. */
function onSmallDisk(project: string): string[] {
  const script = 'mkdir -p "$0" && mount -t tmpfs -o size=4m tmpfs "$0" && exec "$@"';
  return ["unshare", "--map-root-user", "--mount", "sh", "-c", script, runsFolderOf(project)];
}

function fill(file: string): void {
  for (const size of [65_536, 1024, 1]) {
    try {
      for (;;) appendFileSync(file, Buffer.alloc(size));
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe("ENOSPC");
    }
  }
}

test.each([
  ["planner", "The journal failed: ENOSPC"],
  ["coder", "no space left on device"],
] as const)(
  "a disk that is full when the %s hands in: the user is asked, nothing is lost or paid again",
  async (role, cause) => {
    stage = await setStage({ script: team, startedBy: onSmallDisk });
    let release = () => {};
    stage.hold(
      role,
      new Promise<void>((resolve) => {
        release = resolve;
      }),
    );
    const session = await stage.createSession();
    const turn = stage.command(session, "auto", "write a.txt");
    await stage.model.waitForRequest(({ agent }) => agent === role);
    const filler = join(
      "/proc",
      String(stage.opencode.pid),
      "root",
      runsFolderOf(stage.project.path),
      "filler",
    );
    fill(filler);
    release();
    const question = await stage.question(session);
    expect(question.questions[0]?.question.toLowerCase()).toContain(cause.toLowerCase());
    await rm(filler);
    await stage.answer(question, "Retry");
    expect(await turn).toContain("✓ Verified");
    expect(sessionsOf(stage.model)).toEqual({ planner: 1, searcher: 1, coder: 1, reviewer: 1 });
  },
);

test("a folder that may not be written: nothing is started, and the answer names it and why", async () => {
  // Without a user of its own, root may write everywhere.
  stage = await setStage({ script: team, startedBy: () => ["unshare", "--user"] });
  const folder = runsFolderOf(stage.project.path);
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o555);
  const session = await stage.createSession();
  const refusal = await stage.command(session, "auto", "write a.txt");
  expect(refusal).toContain("EACCES");
  expect(refusal).toContain(folder);
  expect(stage.model.requests.filter(({ agent }) => agent !== undefined)).toEqual([]);
  await chmod(folder, 0o755);
  expect(await stage.command(session, "auto", "write a.txt")).toContain("✓ Verified");
});

test("a run's folder that can no longer be written: the user is asked, and the run goes on when it can", async () => {
  stage = await setStage({ script: team, startedBy: () => ["unshare", "--user"] });
  let release = () => {};
  stage.hold(
    "coder",
    new Promise<void>((resolve) => {
      release = resolve;
    }),
  );
  const session = await stage.createSession();
  const turn = stage.command(session, "auto", "write a.txt");
  const { run = "" } = await stage.model.waitForRequest(({ agent }) => agent === "coder");
  const folder = join(runsFolderOf(stage.project.path), run);
  await chmod(folder, 0o555);
  release();
  const question = await stage.question(session);
  expect(question.questions[0]?.question).toMatch(/^The (checkpoint|coder).* failed: .*EACCES/s);
  await chmod(folder, 0o755);
  await stage.answer(question, "Retry");
  expect(await turn).toContain("✓ Verified");
  expect(sessionsOf(stage.model)).toEqual({ planner: 1, searcher: 1, coder: 1, reviewer: 1 });
});
