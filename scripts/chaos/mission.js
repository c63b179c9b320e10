// One process of a mission that the chaos kills: real chart, journal, checkpoints and checks; only the agents are
// scripted. Usage: node mission.js <project> <call log>. It starts the mission, or goes on with it, to its end.
import { appendFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createGitCheckpoints } from "../../dist/actors/checkpoints/git-checkpoints.js";
import { createProber } from "../../dist/actors/evidence/prober.js";
import { answeredCriteria } from "../../dist/demo/answered-criteria.js";
import { toReport } from "../../dist/machine/report.js";
import { restStatus } from "../../dist/machine/status.js";
import { continueRun, startRun } from "../../dist/runs/durable-run.js";
import { formatVersion } from "../../dist/runs/journal-line.js";
import { provideActors } from "../../dist/runs/provide-actors.js";
import { createRunFolder, lockFileOf, runFiles, unfinishedRunFolders } from "../../dist/runs/run-folder.js";
import { acquireLock } from "../../dist/runs/run-lock.js";
import { readRun } from "../../dist/runs/stored-run.js";

const [project, callLog] = process.argv.slice(2);
const taskCount = 10;

const usage = { input: 100, output: 10, reasoning: 0, cacheRead: 0, cacheWrite: 0, cost: 0.01 };
const tasks = Array.from({ length: taskCount }, (_, index) => ({
  id: `T${index + 1}`,
  title: `Write ${index + 1}.txt`,
  description: `Write a good line into ${index + 1}.txt`,
  files: [`${index + 1}.txt`],
  acceptance: ["the line is good"],
  dependsOn: index % 3 === 2 ? [`T${index}`] : [],
}));

/** Every third task needs a fix, and the coder's first word is not its last. */
async function work({ role, taskId = "", attempt }, brief) {
  await wait(5 + Math.random() * 30);
  if (role === "planner") return { summary: "Ten files.", tasks };
  if (role === "searcher") return { summary: "Nothing special.", findings: [] };
  if (role === "reviewer")
    return { verdict: "pass", summary: "It is good.", issues: [], criteria: answeredCriteria(brief) };
  const number = Number(taskId.slice(1));
  await writeFile(join(project, `half-${taskId}.txt`), "bad: a half change\n");
  await wait(Math.random() * 20);
  const isBad = role === "coder" && number % 3 === 0;
  await writeFile(
    join(project, `${number}.txt`),
    isBad ? "bad: at first\n" : `good ${number}, attempt ${attempt}\n`,
  );
  await rm(join(project, `half-${taskId}.txt`));
  return { summary: "Wrote it.", files: [`${number}.txt`] };
}

let sessions = 0;
const port = {
  async open(request) {
    const { role, taskId, attempt } = request;
    appendFileSync(callLog, `call ${role} ${taskId ?? "run"}/${attempt}\n`);
    const start = Date.now();
    return {
      id: `ses_${process.pid}_${++sessions}`,
      model: "scripted/m1",
      activity: () => ({ spans: [{ start, end: Date.now() }], files: [] }),
      async ask(brief) {
        await request.submit(await work(request, brief));
        return { text: "" };
      },
      close: async () => usage,
    };
  },
};

const [unfinished] = await unfinishedRunFolders(project);
const stored = unfinished && (await readRun(unfinished));
const run = stored?.header.run ?? "the-run";
const lock = await acquireLock(lockFileOf(project), {
  run,
  session: "ses",
  folder: project,
});
const folder = unfinished ?? (await createRunFolder(project, run));
const checkpoints = await createGitCheckpoints({ worktree: project, stateFolder: folder });
// What the killed process did is not known: all that differs is its change.
await checkpoints.close();

let durable;
const prober = createProber({ worktree: project, stateFolder: folder, checkpoints });
const machine = provideActors({
  port,
  prober,
  checkpoints,
  folder: project,
  runFolder: folder,
  checks: [{ name: "test", command: "node check.mjs", timeoutSeconds: 60, when: "task" }],
  abandoned() {},
  submitted: {
    find: (key) => durable.submitted.find(key),
    add: (key, result) => durable.submitted.add(key, result),
  },
});
const onProblem = (problem) => {
  throw new Error(problem);
};
const header = {
  type: "run",
  version: formatVersion,
  run,
  session: "ses",
  command: "auto",
  startedAt: "2026-01-01T00:00:00.000Z",
  limits: {},
};
durable = stored
  ? continueRun(stored, { folder, machine, onProblem })
  : startRun(header, { folder, machine, onProblem });
const { actor } = durable;
// Only the report was missing.
const isActive = stored?.state.status !== "done";
const ended = new Promise((resolve) => {
  actor.subscribe((state) => {
    if (state.status !== "active" || state.hasTag("needsUser")) resolve(state);
  });
});
actor.start();
const state = actor.getSnapshot();
if (state.matches("idle")) actor.send({ type: "mission.requested", request: "write ten files" });
if (state.matches("paused")) actor.send({ type: "run.resumed" });
process.stdout.write("begun\n");

const end = isActive ? await ended : stored.state;
const identity = { run, session: "ses", command: "auto", startedAt: header.startedAt };
const report = toReport(end.context, restStatus(end), identity);
await writeFile(runFiles(folder).report, JSON.stringify(report));
await durable.close();
await prober.close();
await lock.release();
