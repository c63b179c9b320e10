// What a transition costs with a queue of 10 to 10,000 tasks: time, bytes written to the run's folder, and memory.
// Real chart, journal and snapshots; the actors answer at once.
import { readFileSync } from "node:fs";
import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { fromPromise } from "xstate";
import { orchestratorMachine } from "../dist/machine/orchestrator.machine.js";
import { startRun } from "../dist/runs/durable-run.js";
import { figure, median, ratio } from "./report.js";

const sizes = [10, 100, 1_000, 10_000];
const rounds = 7;
/** As many tasks as the smallest queue has, so that every size does the same work. */
const measuredTasks = 10;

const usage = { input: 100, output: 10, reasoning: 0, cacheRead: 0, cacheWrite: 0, cost: 0 };
const result = (submission) => ({ submission, usage, seconds: 1 });
const check = { name: "test", command: "npm test", timeoutSeconds: 60, when: "task" };
const passed = {
  ...check,
  exitCode: 0,
  outcome: "passed",
  seconds: 1,
  output: "ok\n".repeat(50),
  errors: [],
};

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

function team(size, onTask) {
  const tasks = Array.from({ length: size }, (_, index) => ({
    id: `T${index + 1}`,
    title: `Write the file number ${index + 1}`,
    description: "Write a good line into the file, and a test beside it that says so.",
    files: [`src/file-${index + 1}.ts`, `test/file-${index + 1}.test.ts`],
    acceptance: ["the line is good", "the test passes"],
    dependsOn: index > 0 ? [`T${index}`] : [],
  }));
  return orchestratorMachine.provide({
    actors: {
      planner: fromPromise(async () => result({ summary: "The plan.", tasks })),
      searcher: fromPromise(async ({ input }) => {
        await onTask(input.task.id);
        return result({ summary: "Nothing special here.", findings: [] });
      }),
      coder: fromPromise(async ({ input }) => result({ summary: "Wrote it.", files: input.task.files })),
      fixer: fromPromise(async ({ input }) => result({ summary: "Mended it.", files: input.task.files })),
      reviewer: fromPromise(async () => ({
        ...result({ verdict: "pass", summary: "Good.", issues: [] }),
        errors: [],
      })),
      checks: fromPromise(async () => ({
        results: [passed],
        checks: [check],
        changedFiles: ["a.ts"],
        seconds: 1,
      })),
      checkpoint: fromPromise(async () => ({ tree: "0123456789012345678901234567890123456789" })),
      rollback: fromPromise(async () => ({ restored: [], kept: [] })),
    },
  });
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
  const machine = team(size, async (id) => {
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
    version: 1,
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
