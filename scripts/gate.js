// The gate: every stage runs, also after one has failed; then a line says how many passed.
// `npm test` is the short one, `npm run test:long` the rest, `npm run test:all` both.
import { exec, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const vitest = "npx --no-install vitest run --project";
const missions = ["test/live/mission.test.ts", "test/live/commands.test.ts"];
const page = "test/browser/stately.test.ts";

/** Each of these uses one core, so two of them run at a time, the longest first. */
const inspections = [
  ["types", "npx --no-install tsc -p tsconfig.json"],
  ["package", "npm run --silent package"],
  ["imports", "npm run --silent imports"],
  ["types of the page", "npx --no-install tsc -p src/inspector/page"],
  ["unused", "npm run --silent unused"],
  ["lint", "npm run --silent lint"],
];
const short = [
  ["unit", `${vitest} unit`],
  ["missions", `${vitest} live ${missions.join(" ")}`],
  ["page", `${vitest} browser ${page}`],
];
const long = [
  ["long", `${vitest} long`],
  ["live", `${vitest} live ${missions.map((file) => `--exclude ${file}`).join(" ")}`],
  ["browser", `${vitest} browser --exclude ${page}`],
];
const gates = {
  short: { inspections, suites: short },
  long: { inspections: [], suites: long },
  all: { inspections, suites: [...short, ...long] },
};
const gate = gates[process.argv[2] ?? "short"];
if (!gate) throw new Error(`gate.js takes short, long or all, and got ${process.argv[2]}`);

const failed = [];
run(["build", "npm run --silent build"]);
const waiting = gate.inspections.values();
await Promise.all([inspect(waiting), inspect(waiting)]);
for (const suite of gate.suites) run(suite);

const count = 1 + gate.inspections.length + gate.suites.length;
console.log("");
for (const name of failed) console.log(`failed: ${name}`);
console.log(`${count - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length > 0 ? 1 : 0);

function run([name, command]) {
  console.log(`\n── ${name}: ${command}`);
  if (spawnSync(command, { cwd: root, shell: true, stdio: "inherit" }).status !== 0) failed.push(name);
}

/** Runs what is waiting, one after the other, and prints each output in one piece. */
async function inspect(stages) {
  for (const [name, command] of stages) {
    const { error, output } = await new Promise((resolve) => {
      exec(command, { cwd: root, maxBuffer: 2 ** 28 }, (error, stdout, stderr) =>
        resolve({ error, output: stdout + stderr }),
      );
    });
    console.log(`\n── ${name}: ${command}\n${output.trimEnd()}`);
    if (error) failed.push(name);
  }
}
