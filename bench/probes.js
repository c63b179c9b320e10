// What putting the checks to the test costs: the same mission with and without evidence, with reviewers of 20 s and
// checks of 5 s. Chart, checks, checkpoints and copies are real; the agents only wait and write.
import { mkdir, readdir, readlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createActor, fromPromise, waitFor } from "xstate";
import { createGitCheckpoints } from "../dist/actors/checkpoints/git-checkpoints.js";
import { createChecks } from "../dist/actors/checks/run-checks.js";
import { createProber } from "../dist/actors/evidence/prober.js";
import { baseFolders } from "../dist/actors/workspaces/base-folder.js";
import { defaultLimits, orchestratorMachine, tasksOf } from "../dist/machine/index.js";
import { commitAll, makeFolder, removeFolder } from "./processes.js";
import { figure, median, medianRatio, ratio } from "./report.js";

const rounds = 3;
const taskCount = 2;
const reviewSeconds = 20;
const checkSeconds = 5;
const usage = { input: 0, output: 0, reasoning: 0, cacheRead: 0, cacheWrite: 0, cost: 0 };
const result = (submission) => ({ submission, usage, seconds: 0 });

export default { title: "Evidence beside the review", run };

/** Whether the test that takes the suite's time is related to the changes, so that each probe runs it. */
const arms = {
  without: { evidence: null, isRelated: true },
  related: { evidence: defaultLimits.evidence, isRelated: true },
  unrelated: { evidence: defaultLimits.evidence, isRelated: false },
};

async function run() {
  const missions = Object.fromEntries(Object.keys(arms).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const names = Object.keys(arms);
    const inTurn = [...names.slice(round % names.length), ...names.slice(0, round % names.length)];
    for (const name of inTurn) missions[name].push(await play(arms[name]));
  }
  const seconds = (name) => missions[name].map((mission) => mission.seconds);
  const sum = (name, what) => missions[name].reduce((all, mission) => all + mission[what], 0) / rounds;
  const probed = [...missions.related, ...missions.unrelated];
  return {
    notes: [
      `${taskCount} tasks, each with a source file and its test, reviewers of ${reviewSeconds} s, a suite of ${checkSeconds} s. Seconds from the request to the`,
      `end, medians of ${rounds} rounds in turning order. *Related*: each probe takes the suite's ${checkSeconds} s. *Unrelated*: the slow`,
      "test has nothing to do with the changes, so that probes leave it out. A probe still under way when the review is in",
      "and a check has noticed is ended.",
    ],
    figures: [
      ratio(
        "time of the mission, with evidence against without, related",
        medianRatio(seconds("related"), seconds("without")),
        1.05,
      ),
      ratio(
        "time of the mission, with evidence against without, unrelated",
        medianRatio(seconds("unrelated"), seconds("without")),
        1.05,
      ),
      figure("the mission without evidence", median(seconds("without")), "s"),
      figure("probes of a mission, related", sum("related", "probes"), ""),
      figure("noticed of these", sum("related", "noticed"), ""),
      figure("probes of a mission, unrelated", sum("unrelated", "probes"), ""),
      figure("noticed of these, unrelated", sum("unrelated", "noticed"), ""),
      figure("files that are left behind by all missions", Math.max(...probed.map(({ files }) => files)), ""),
      figure("processes that are left", Math.max(...probed.map(({ processes }) => processes)), ""),
    ],
  };
}

async function play({ evidence, isRelated }) {
  const root = await makeFolder("probes");
  const [worktree, stateFolder, temporary] = ["project", "state", "tmp"].map((name) => join(root, name));
  for (const folder of [worktree, stateFolder, temporary]) await mkdir(folder);
  const before = process.env.TMPDIR;
  // Copies are made in here, where nobody else's are.
  process.env.TMPDIR = temporary;
  const prober = { close: async () => {} };
  try {
    await writeFile(join(worktree, "slow.test.js"), slowTest(isRelated));
    await commitAll(worktree);
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
    return {
      seconds,
      probes: probes.length,
      noticed: probes.filter(({ outcome }) => outcome === "noticed").length,
      files: await filesLeft(temporary),
      processes: await processesIn(root),
    };
  } finally {
    await prober.close();
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    await removeFolder(root);
  }
}

/** What is in the copies' folders, which stay themselves. */
async function filesLeft(temporary) {
  const folders = (await baseFolders()).filter((folder) => folder.startsWith(temporary));
  const entries = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])));
  const others = (await readdir(temporary)).filter((name) => !folders.includes(join(temporary, name)));
  return entries.flat().length + others.length;
}

/** Processes that work in a folder, where the system tells. */
async function processesIn(folder) {
  const ids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const places = await Promise.all(ids.map((id) => readlink(`/proc/${id}/cwd`).catch(() => "")));
  return places.filter((place) => place.startsWith(folder)).length;
}

/** Nearly all of the suite's time is in this test. */
function slowTest(isRelated) {
  const loads = tasks.map(({ files: [source] }) => `try { require("./${source}"); } catch {}\n`).join("");
  return `${isRelated ? loads : ""}require("node:test")("waits", () => new Promise((resolve) => setTimeout(resolve, ${checkSeconds * 1_000})));\n`;
}

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
