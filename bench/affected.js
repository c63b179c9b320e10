// From the coder's submission to the verdict: the checks actor that runs related tests first and keeps what passed,
// against the same actor that runs everything. One check, a suite of 300 test files, one changed source file.
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createGitCheckpoints } from "../dist/actors/checkpoints/git-checkpoints.js";
import { createChecks } from "../dist/actors/checks/run-checks.js";
import { commitAll, packageRoot } from "./processes.js";
import { figure, ratio } from "./report.js";

const files = 300;
const changedFile = "src/value-7.js";
/** Tests that import it through another file. */
const related = 2;
/** The pauses make about a minute of each suite with two workers. */
const runners = [
  {
    name: "node --test",
    script: "node --test --test-concurrency=2 test/*.test.js",
    from: "node:test",
    pause: 330,
  },
  { name: "vitest", script: "vitest run --maxWorkers=2", from: "vitest", pause: 200 },
];
const never = new AbortController().signal;

export default { title: "Affected first", run };

async function run() {
  const measured = [];
  for (const runner of runners) measured.push({ name: runner.name, ...(await measure(runner)) });
  return {
    notes: [
      `Suites of ${files} test files, of which ${related} lead to the one changed source file. Times of the checks actor, a run`,
      "each, all in one world: a change that breaks a test, a right change, and the final checks of the same tree. With the",
      "right change everything runs after the related tests, so both times are of one run.",
    ],
    figures: measured.flatMap(({ name, broken, right, final }) => [
      ratio(`${name}: the change breaks a test`, broken.first / broken.whole, 0.3),
      ratio(`${name}: the change is right`, right.first / right.whole, 1.1),
      ratio(`${name}: final checks of an unchanged tree`, final / right.whole, 0.1),
      figure(`${name}: everything, a test is broken`, broken.whole, "s"),
      figure(`${name}: everything, the change is right`, right.whole, "s"),
    ]),
  };
}

async function measure(runner) {
  const worktree = await mkdtemp(join(tmpdir(), "orchestrator-bench-"));
  const stateFolder = await mkdtemp(join(tmpdir(), "orchestrator-bench-"));
  try {
    await writeProject(worktree, runner);
    const checkpoints = await createGitCheckpoints({ worktree, stateFolder });
    const known = [{ name: "test", command: "npm test", timeoutSeconds: 600, when: "task" }];
    const options = {
      worktree,
      checks: known,
      checkpoints,
      outputFolder: join(stateFolder, "checks"),
      stateFolder,
    };
    const first = createChecks({ ...options, affected: "first" });
    const whole = createChecks({ ...options, affected: false });
    const empty = { attempt: 0, known: [], passing: [], tests: {}, deadlineSeconds: 600 };
    const baseline = await first({ ...empty, scope: "baseline" }, never);
    expectOutcome(baseline, "passed");
    const checkpoint = await checkpoints.save();
    const tests = { test: baseline.results[0].tests };
    const input = { ...empty, known, passing: ["test"], tests, checkpoint };
    const task = { ...input, scope: "task", taskId: "T1" };
    const change = async (text) => {
      await checkpoints.open(checkpoint);
      await writeFile(join(worktree, changedFile), text);
      await checkpoints.close();
    };
    await change("export const value = 2;\n");
    const broken = {
      first: await seconds(first, task, "failed"),
      whole: await seconds(whole, task, "failed"),
    };
    await change("export const value = 2 - 1;\n");
    const right = await timed(first, task, "passed");
    const final = await seconds(first, { ...input, scope: "final" }, "passed");
    return { broken, right: { first: right.seconds, whole: right.ofCheck }, final };
  } finally {
    await rm(worktree, { recursive: true });
    await rm(stateFolder, { recursive: true });
  }
}

async function seconds(...run) {
  return (await timed(...run)).seconds;
}

async function timed(checks, input, outcome) {
  const begun = performance.now();
  const output = await checks(input, never);
  const spent = (performance.now() - begun) / 1000;
  expectOutcome(output, outcome);
  return { seconds: spent, ofCheck: output.results[0].seconds };
}

function expectOutcome({ results: [result] }, outcome) {
  if (result.outcome !== outcome) throw new Error(`The check ${result.outcome}:\n${result.output}`);
}

async function writeProject(worktree, { script, from, pause }) {
  const write = async (path, text) => {
    await mkdir(dirname(join(worktree, path)), { recursive: true });
    await writeFile(join(worktree, path), text);
  };
  await write("package.json", JSON.stringify({ private: true, type: "module", scripts: { test: script } }));
  await write(".gitignore", "node_modules\n");
  await mkdir(join(worktree, "node_modules", ".bin"), { recursive: true });
  await symlink(join(packageRoot, "node_modules/vitest"), join(worktree, "node_modules/vitest"));
  await symlink("../vitest/vitest.mjs", join(worktree, "node_modules/.bin/vitest"));
  for (let at = 0; at < files; at++) {
    const next = (at + 1) % files;
    await write(`src/value-${at}.js`, "export const value = 1;\n");
    await write(
      `src/sum-${at}.js`,
      `import * as one from "./value-${at}.js";\nimport * as other from "./value-${next}.js";\nexport const sum = one.value + other.value;\n`,
    );
    await write(
      `test/${at}.test.js`,
      `import assert from "node:assert";
import { setTimeout } from "node:timers/promises";
import { test } from "${from}";
import { sum } from "../src/sum-${at}.js";
test("sum ${at} is 2", async () => {
  await setTimeout(${pause});
  assert.equal(sum, 2);
});
`,
    );
  }
  await commitAll(worktree);
}
