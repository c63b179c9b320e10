// What putting the checks to the test costs: the same mission with and without evidence, with reviewers of 20 s and
// checks of 5 s. Chart, checks, checkpoints and copies are real; the agents only wait and write.
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createActor, fromPromise, waitFor } from "xstate";
import { createGitCheckpoints } from "../dist/actors/checkpoints/git-checkpoints.js";
import { createChecks } from "../dist/actors/checks/run-checks.js";
import { createProber } from "../dist/actors/evidence/prober.js";
import { baseFolders } from "../dist/actors/workspaces/base-folder.js";
import { defaultLimits, orchestratorMachine, tasksOf } from "../dist/machine/index.js";
import { commitAll } from "./processes.js";
import { figure, ratio } from "./report.js";

const taskCount = 2;
const reviewSeconds = 20;
const checkSeconds = 5;
const usage = { input: 0, output: 0, reasoning: 0, cacheRead: 0, cacheWrite: 0, cost: 0 };
const result = (submission) => ({ submission, usage, seconds: 0 });

export default { title: "Evidence beside the review", run };

async function run() {
  const without = await play(null);
  const beside = await play(defaultLimits.evidence);
  return {
    notes: [
      `${taskCount} tasks, each with a source file and its test, reviewers of ${reviewSeconds} s, a suite of ${checkSeconds} s. Seconds from the request to the`,
      "end, a run each.",
    ],
    figures: [
      ratio("time of the mission, with evidence against without", beside.seconds / without.seconds, 1.05),
      figure("probes", beside.probes, "in all"),
      figure("probes that were noticed", beside.noticed, "in all"),
      figure("copies that are left", beside.left, "folders"),
      figure("the mission without evidence", without.seconds, "s"),
    ],
  };
}

async function play(evidence) {
  const worktree = await mkdtemp(join(tmpdir(), "orchestrator-bench-"));
  const stateFolder = await mkdtemp(join(tmpdir(), "orchestrator-bench-"));
  const prober = { close: async () => {} };
  try {
    await writeFile(join(worktree, "slow.test.js"), slowTest);
    commitAll(worktree);
    const checkpoints = await createGitCheckpoints({ worktree, stateFolder });
    Object.assign(prober, createProber({ worktree, stateFolder, checkpoints }));
    const check = { name: "test", command: "node --test", timeoutSeconds: 60, when: "task" };
    const checks = createChecks({
      worktree,
      checks: [check],
      checkpoints,
      outputFolder: join(stateFolder, "checks"),
    });
    const actor = createActor(machineOf({ worktree, checkpoints, checks, prober }), {
      input: { limits: { evidence } },
    });
    actor.start();
    const begun = performance.now();
    actor.send({ type: "mission.requested", request: "add functions" });
    const end = await waitFor(actor, ({ status }) => status !== "active", { timeout: 600_000 });
    const seconds = (performance.now() - begun) / 1_000;
    if (!end.matches("verified")) throw new Error(`The mission ended ${JSON.stringify(end.value)}`);
    await prober.close();
    const probes = tasksOf(end.context.queue).flatMap((task) => task.evidence?.probes ?? []);
    const copies = await Promise.all((await baseFolders()).map((folder) => readdir(folder).catch(() => [])));
    return {
      seconds,
      probes: probes.length,
      noticed: probes.filter(({ outcome }) => outcome === "noticed").length,
      left: copies.flat().length,
    };
  } finally {
    await prober.close();
    await rm(worktree, { recursive: true, force: true });
    await rm(stateFolder, { recursive: true, force: true });
  }
}

/** Most of the suite's time is in a test that is related to no change. */
const slowTest = `require("node:test")("waits", () => new Promise((resolve) => setTimeout(resolve, ${checkSeconds * 1_000})));\n`;

const tasks = Array.from({ length: taskCount }, (_, at) => ({
  id: `T${at + 1}`,
  title: `Add f${at}`,
  description: "A function and its test",
  files: [`f${at}.js`, `f${at}.test.js`],
  acceptance: ["it adds"],
  dependsOn: [],
}));

function machineOf({ worktree, checkpoints, checks, prober }) {
  return orchestratorMachine.provide({
    actors: {
      planner: fromPromise(async () => result({ summary: "functions", tasks })),
      searcher: fromPromise(async () => result({ summary: "nothing", findings: [] })),
      coder: fromPromise(async ({ input }) => {
        await checkpoints.open(input.checkpoint);
        const [source, test] = input.task.files;
        await writeFile(
          join(worktree, source),
          "exports.add = (a, b) => {\n  if (a > 100) return 0;\n  return a + b;\n};\n",
        );
        await writeFile(
          join(worktree, test),
          `const { add } = require("./${source}");\nrequire("node:test")("adds", () => { if (add(1, 2) !== 3 || add(101, 1) !== 0) throw new Error("wrong"); });\n`,
        );
        await checkpoints.close();
        return result({ summary: "added", files: input.task.files });
      }),
      reviewer: fromPromise(async () => {
        await wait(reviewSeconds * 1_000);
        return { ...result({ verdict: "pass", summary: "good", issues: [] }), errors: [] };
      }),
      checks: fromPromise(({ input, signal }) => checks(input, signal)),
      probe: fromPromise(({ input, signal }) => prober.probe(input, signal)),
      checkpoint: fromPromise(() => checkpoints.save()),
    },
  });
}
