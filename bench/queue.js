// What a transition costs with a queue of 10, 1,000 and 10,000 tasks: time, and bytes written to the run's folder.
// Real chart, journal and snapshots; the actors answer at once. Usage: npm run bench:queue
import { readFileSync } from "node:fs";
import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromPromise } from "xstate";
import { orchestratorMachine } from "../dist/machine/orchestrator.machine.js";
import { startRun } from "../dist/runs/durable-run.js";

const sizes = [10, 1_000, 10_000];
const rounds = 5;
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
      resolve({
        milliseconds: (performance.now() - start.at) / count,
        bytes: (bytesWritten() - start.bytes) / count,
      });
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
  return figures;
}

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

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const figures = new Map(sizes.map((size) => [size, []]));
await measure(10);
for (let round = 0; round < rounds; round++) {
  for (const size of sizes) figures.get(size).push(await measure(size));
}
const of = (size, what) => median(figures.get(size).map((figure) => figure[what]));
console.log("tasks   µs/transition  ratio   bytes/transition  ratio");
for (const size of sizes) {
  const [time, bytes] = [of(size, "milliseconds"), of(size, "bytes")];
  const [timeRatio, byteRatio] = [time / of(10, "milliseconds"), bytes / of(10, "bytes")];
  console.log(
    `${String(size).padStart(6)}  ${(time * 1000).toFixed(0).padStart(12)}  ${timeRatio.toFixed(2)}  ${bytes.toFixed(0).padStart(16)}  ${byteRatio.toFixed(2)}`,
  );
}
