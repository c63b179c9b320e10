import { afterEach, expect, test } from "vitest";
import { change, checkedProject, goodTeam, type Stage, setStage, task } from "../support/mission.js";

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

test("where no check can be run, a passed review is unverified and never verified", async () => {
  stage = await setStage({
    files: { "README.md": "no checks here\n" },
    script: goodTeam(task("T1", "a.txt")),
    plugin: { checks: [{ name: "ghost", command: "no-such-command-here" }] },
  });
  const session = await stage.createSession();
  const closing = await stage.command(session, "auto", "write a.txt");
  expect(closing).toContain("? Done, but not verified");
  expect(await stage.report()).toMatchObject({
    status: "unverified",
    tasks: [
      {
        status: "unverified",
        reason: expect.stringMatching(
          /^The reviewer passed it, but nothing proves it: .*no-such-command-here/,
        ),
      },
    ],
    checks: [{ name: "ghost", exitCode: null, outcome: "couldNotRun", executed: null }],
  });
});

test("a check that failed before the mission fails no task and proves none, but an error that is new fails it", async () => {
  stage = await setStage({
    files: { ...checkedProject, "old.txt": "bad: since ever\n" },
    script: {
      ...goodTeam(task("T1", "a.txt")),
      coder: () => change("a.txt", "bad: brand new\n"),
    },
  });
  const session = await stage.createSession();
  const closing = await stage.command(session, "auto", "write a.txt");
  expect(closing).toContain(
    "? Done, but not verified** — test failed before the mission too, and it is unknown",
  );
  expect(closing).toContain("test exit 1 (exit code only; no worse than before the mission)");
  const fixer = stage.model.requests.find(({ agent }) => agent === "fixer");
  expect(fixer?.lastUserText).toContain("- test: a.txt:1:1 bad: brand new");
  expect(fixer?.lastUserText).not.toContain("- test: old.txt");
  expect(await stage.report()).toMatchObject({
    status: "unverified",
    iterations: 2,
    checks: [{ exitCode: 1 }],
  });
});

test("outside a git worktree it works, and says once that rollback and diffs are limited", async () => {
  stage = await setStage({ git: false, script: goodTeam(task("T1", "a.txt")) });
  const session = await stage.createSession();
  await stage.command(session, "auto", "write a.txt");
  const text = await stage.text(session);
  expect(text.match(/Not a git worktree/g)).toHaveLength(1);
  expect(await stage.report()).toMatchObject({ status: "verified", tasks: [{ files: ["a.txt"] }] });
});

test("what the final checks find becomes a repair task", async () => {
  stage = await setStage({
    files: {
      ...checkedProject,
      "final.mjs":
        'import { readFileSync } from "node:fs";\nif (!readFileSync("a.txt", "utf8").includes("end")) { console.log("a.txt:1:1: error: no end"); process.exit(1); }\n',
    },
    script: {
      ...goodTeam(task("T1", "a.txt")),
      coder: ({ task: id }) => change("a.txt", id === "T1" ? "good\n" : "good\nend\n"),
    },
    plugin: {
      checks: [
        { name: "test", command: "node check.mjs" },
        { name: "final", command: "node final.mjs", when: "final" },
      ],
    },
    config: {},
  });
  await stage.project.write("a.txt", "end\n");
  const session = await stage.createSession();
  const closing = await stage.command(session, "auto", "write a.txt");
  expect(closing).toContain("✓ Verified");
  expect(await stage.report()).toMatchObject({
    status: "verified",
    tasks: [
      { id: "T1", status: "verified" },
      { id: "R1", status: "verified" },
    ],
    checks: [
      { name: "test", exitCode: 0 },
      { name: "final", exitCode: 0 },
    ],
  });
});
