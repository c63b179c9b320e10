// What a transition costs while the inspector shows it, against the same run unwatched, with 10 and 1,000 tasks. Real
// chart, journal, server and stream; the actors answer at once, which no agent does: no run is as busy as this one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startInspector } from "../dist/inspector/server.js";
import { startRun } from "../dist/runs/durable-run.js";
import { formatVersion } from "../dist/runs/journal-line.js";
import { createRunFolder } from "../dist/runs/run-folder.js";
import { instantTeam } from "./instant-team.js";
import { figure, median, medianRatio, ratio } from "./report.js";

const sizes = [10, 1_000];
const rounds = 25;
/** As many tasks as the smallest queue has, so that every size does the same work. */
const measuredTasks = 10;

export default { title: "Inspector", run };

async function run() {
  await measure(10, true);
  const figures = [];
  for (const size of sizes) {
    const unwatched = [];
    const watched = [];
    for (let round = 0; round < rounds; round++) {
      unwatched.push(await measure(size, false));
      watched.push(await measure(size, true));
    }
    const name = `${size.toLocaleString("en-US")} tasks`;
    figures.push(
      ratio(`time of a transition, watched against unwatched, ${name}`, medianRatio(watched, unwatched), 1.2),
      figure(`${name}: a transition, unwatched`, median(unwatched) * 1000, "µs"),
      figure(`${name}: a transition, watched`, median(watched) * 1000, "µs"),
    );
  }
  return { notes: [`Medians of ${rounds} pairs of runs, with one page that reads the stream.`], figures };
}

/** A browser's part: another process that reads the stream. Resolves when the first frames are there. */
async function startReader(url) {
  const script = `
    const entry = await fetch(process.argv[1], { redirect: "manual" });
    const cookie = entry.headers.get("set-cookie").split(";")[0];
    const door = new URL(entry.headers.get("location"), process.argv[1]);
    const stream = await fetch(new URL("api/frames?run=bench", door), { headers: { cookie } });
    let isFirst = true;
    for await (const chunk of stream.body) {
      if (isFirst) console.log("reading");
      isFirst = false;
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

/** Milliseconds a transition, over the tasks between the first and the last measured one. */
async function measure(size, isInspected) {
  const project = await mkdtemp(join(tmpdir(), "orchestrator-bench-"));
  process.env.XDG_STATE_HOME = join(project, "state");
  const folder = await createRunFolder(project, "bench");
  const { promise: measured, resolve } = withResolvers();
  const { promise: ready, resolve: begin } = withResolvers();
  let transitions = 0;
  let start;
  const machine = instantTeam(size, async (id) => {
    if (id === "T1") await ready;
    // The plan itself is shown once, and not by a transition of a task.
    if (id === "T2") start = { at: performance.now(), transitions };
    if (id === `T${measuredTasks}`)
      resolve((performance.now() - start.at) / (transitions - start.transitions));
  });
  const header = {
    type: "run",
    version: formatVersion,
    run: "bench",
    session: "s",
    command: "auto",
    startedAt: new Date().toISOString(),
    limits: { maxIterations: 1e9, maxTasks: size },
  };
  const run = startRun(header, { folder, machine, onProblem: (problem) => console.error(problem) });
  run.actor.subscribe(() => transitions++);
  run.actor.start();
  run.actor.send({ type: "mission.requested", request: "write the files" });
  const inspector = isInspected ? await startInspector({ project }) : undefined;
  const reader = inspector ? await startReader(inspector.url()) : undefined;
  await new Promise((settled) => setTimeout(settled, 300));
  begin();
  const milliseconds = await measured;
  run.actor.send({ type: "run.paused" });
  await run.close();
  reader?.kill();
  await inspector?.close();
  await rm(project, { recursive: true });
  return milliseconds;
}

function withResolvers() {
  const all = {};
  all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }));
  return all;
}
