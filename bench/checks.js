// What the gate adds to a check: asking for results, reading them, and comparing the tree around it. The same command
// runs alone and as a check, in turns. The suites are node's own test runner.
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createGitCheckpoints } from "../dist/actors/checkpoints/git-checkpoints.js";
import { createChecks } from "../dist/actors/checks/run-checks.js";
import { runCommand } from "../dist/actors/checks/run-command.js";
import { figure, median, ratio } from "./report.js";

const rounds = 3;
const secondsOfCheck = 5;
const worlds = [
  { name: "100 tests", tests: 100, files: 20 },
  { name: "10,000 tests", tests: 10_000, files: 20 },
  { name: "100 tests, 20,000 files", tests: 100, files: 20_000 },
];
const never = new AbortController().signal;
const command = "npm test";

export default { title: "Checks", run };

async function run() {
  const measured = [];
  for (const world of worlds) measured.push({ ...world, ...(await measure(world)) });
  return {
    notes: [
      `Each suite takes about ${secondsOfCheck} s by itself. Medians of ${rounds} pairs; each check ran once before, as the baseline does.`,
    ],
    figures: [
      ...measured.map(({ name, alone, checked }) =>
        ratio(`a check of ${name} against its command alone`, checked / alone),
      ),
      ...measured.map(({ name, alone }) => figure(`${name}: the command alone`, alone, "s")),
    ],
  };
}

async function measure({ tests, files }) {
  const worktree = await mkdtemp(join(tmpdir(), "orchestrator-bench-"));
  const stateFolder = await mkdtemp(join(tmpdir(), "orchestrator-bench-"));
  try {
    await writeProject(worktree, { tests, files });
    const checkpoints = await createGitCheckpoints({ worktree, stateFolder });
    const check = { name: "test", command, timeoutSeconds: 600, when: "task" };
    const checks = createChecks({
      worktree,
      checks: [check],
      checkpoints,
      outputFolder: join(stateFolder, "checks"),
    });
    const input = { scope: "baseline", attempt: 0, known: [], tests: {}, deadlineSeconds: 600 };
    const baseline = await checks(input, never);
    const accepted = { test: baseline.results[0].tests };
    const checkpoint = await checkpoints.save();
    const [alone, checked] = [[], []];
    for (let round = 0; round < rounds; round++) {
      alone.push(
        await seconds(() =>
          runCommand(command, { cwd: worktree, timeoutSeconds: 600, signal: never, output: { write() {} } }),
        ),
      );
      checked.push(
        await seconds(async () => {
          const { results } = await checks(
            { ...input, scope: "task", taskId: "T1", checkpoint, tests: accepted },
            never,
          );
          if (results[0].passed !== tests)
            throw new Error(`${results[0].passed} of ${tests} tests were counted`);
        }),
      );
    }
    return { alone: median(alone), checked: median(checked) };
  } finally {
    await rm(worktree, { recursive: true });
    await rm(stateFolder, { recursive: true });
  }
}

async function seconds(work) {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

async function writeProject(worktree, { tests, files }) {
  const write = async (path, text) => {
    await mkdir(dirname(join(worktree, path)), { recursive: true });
    await writeFile(join(worktree, path), text);
  };
  const suites = 10;
  const each = tests / suites;
  const pause = (secondsOfCheck * 1000) / each;
  await write(
    "package.json",
    JSON.stringify({ private: true, scripts: { test: "node --test --test-concurrency=10" } }),
  );
  for (let suite = 0; suite < suites; suite++) {
    const body = `require("node:timers/promises").setTimeout(${pause})`;
    await write(
      `test/${suite}.test.js`,
      `const { test } = require("node:test");\nfor (let i = 0; i < ${each}; i++) test("works " + i, () => ${body});\n`,
    );
  }
  for (let file = 0; file < files; file++)
    await write(`src/${file % 100}/${file}.js`, `module.exports = ${file};\n`);
  const git = (...args) =>
    spawnSync("git", ["-c", "user.name=b", "-c", "user.email=b@b", ...args], { cwd: worktree });
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "start");
}
