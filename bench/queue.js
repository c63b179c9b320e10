// What a transition costs with a queue of 10 to 10,000 tasks: time, bytes written to the run's folder, and memory.
// Real chart, journal and snapshots; the actors answer at once.
import { readFileSync } from "node:fs";
import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { startRun } from "../dist/runs/durable-run.js";
import { formatVersion } from "../dist/runs/journal-line.js";
import { instantTeam } from "./instant-team.js";
import { figure, median, ratio } from "./report.js";

const sizes = [10, 100, 1_000, 10_000];
const rounds = 7;
/** As many tasks as the smallest queue has, so that every size does the same work. */
const measuredTasks = 10;

export default { title: "Queue", run };

async function run() {
  const measured = new Map(sizes.map((size) => [size, []]));
  await measure(10);
  for (let round = 0; round < rounds; round++) {
    // Side by side, so that a slow moment of the machine slows down every size.
    for (const size of sizes) measured.get(size).push(await measure(size));
  }
  const of = (size, what) => median(measured.get(size).map((one) => one[what]));
  const against = (what, size) => of(size, what) / of(10, what);
  const named = (size) => `${size.toLocaleString("en-US")} tasks`;
  const larger = sizes.slice(1);
  return {
    notes: [
      `Medians of ${rounds} runs a size, over the same ${measuredTasks} tasks of each queue, with the journal and the snapshots written.`,
    ],
    figures: [
      ...larger.map((size) =>
        ratio(`time of a transition, ${named(size)} against 10`, against("milliseconds", size)),
      ),
      ...larger.map((size) =>
        ratio(`bytes written by a transition, ${named(size)} against 10`, against("bytes", size)),
      ),
      ...sizes.map((size) =>
        figure(`${named(size)}: transitions a second`, 1000 / of(size, "milliseconds"), ""),
      ),
      figure("bytes written by a transition", of(10, "bytes"), "B"),
      ...sizes.map((size) => figure(`${named(size)}: heap of the run`, of(size, "heap") / 1024 ** 2, "MiB")),
    ],
  };
}

/** One run: milliseconds and bytes a transition, over the tasks between the first and the last measured one. */
async function measure(size) {
  const heapBefore = heapUsed();
  const folder = await mkdtemp(join(tmpdir(), "orchestrator-bench-"));
  let resolve;
  const measured = new Promise((fulfil) => {
    resolve = fulfil;
  });
  let transitions = 0;
  let start;
  const machine = instantTeam(size, async (id) => {
    if (id === "T2") {
      // The plan's own snapshot is written once, and not by a transition of a task.
      while (!(await isThere(join(folder, "snapshot.json")))) await new Promise(setImmediate);
      start = { at: performance.now(), bytes: bytesWritten(), transitions };
    }
    if (id === `T${measuredTasks}`) {
      const count = transitions - start.transitions;
      const milliseconds = (performance.now() - start.at) / count;
      const bytes = (bytesWritten() - start.bytes) / count;
      resolve({ milliseconds, bytes, heap: heapUsed() });
    }
  });
  const header = {
    type: "run",
    version: formatVersion,
    run: "bench",
    session: "s",
    command: "auto",
    startedAt: "",
    limits: { maxIterations: 1e9 },
  };
  const run = startRun(header, { folder, machine, onProblem: (problem) => console.error(problem) });
  run.actor.subscribe(() => transitions++);
  run.actor.start();
  run.actor.send({ type: "mission.requested", request: "write the files" });
  const figures = await measured;
  run.actor.send({ type: "run.paused" });
  await run.close();
  await rm(folder, { recursive: true });
  return { ...figures, heap: figures.heap - heapBefore };
}

/** Bytes of the heap that are in use when all garbage is gone. */
function heapUsed() {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");

/** All bytes that this process has written: journal and snapshots. Linux counts them. */
function bytesWritten() {
  return Number(/^wchar: (\d+)$/m.exec(readFileSync("/proc/self/io", "utf8"))?.[1]);
}

function isThere(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}
