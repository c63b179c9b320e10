// The gate: every stage runs, also after one has failed; then a line says how many passed.
// `npm test` is the short one, `npm run test:long` the rest, `npm run test:all` both.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const vitest = "npx --no-install vitest run --project";
const missions = ["test/live/mission.test.ts", "test/live/commands.test.ts"];
const page = "test/browser/stately.test.ts";

const short = [
  ["build", "npm run --silent build"],
  ["lint", "npm run --silent lint"],
  ["types", "npx --no-install tsc -p tsconfig.json && npx --no-install tsc -p src/inspector/page"],
  ["imports", "npm run --silent imports"],
  ["unused", "npm run --silent unused"],
  ["package", "npm run --silent package"],
  ["unit", `${vitest} unit`],
  ["missions", `${vitest} live ${missions.join(" ")}`],
  ["page", `${vitest} browser ${page}`],
];
const long = [
  ["build", "npm run --silent build"],
  ["long", `${vitest} long`],
  ["live", `${vitest} live ${missions.map((file) => `--exclude ${file}`).join(" ")}`],
  ["browser", `${vitest} browser --exclude ${page}`],
];
const stages = { short, long, all: [...short, ...long.slice(1)] }[process.argv[2] ?? "short"];
if (!stages) throw new Error(`gate.js takes short, long or all, and got ${process.argv[2]}`);

const failed = stages.filter(([name, command]) => {
  console.log(`\n── ${name}: ${command}`);
  return spawnSync(command, { cwd: root, shell: true, stdio: "inherit" }).status !== 0;
});

console.log("");
for (const [name] of failed) console.log(`failed: ${name}`);
console.log(`${stages.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length > 0 ? 1 : 0);
