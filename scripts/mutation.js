// Mutation testing, folder by folder: node scripts/mutation.js [machine|contracts|checks|agents ...]
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const checks = [
  "compiler-errors",
  "detect-checks",
  "error-lines",
  "fallback-message",
  "found-error",
  "node-test-errors",
  "test-errors",
];
const agents = ["briefs", "call-agent", "deadline", "lenient-json"];

const files = {
  machine: "src/machine/**/*.ts",
  contracts: "src/contracts/**/*.ts",
  checks: checks.map((name) => `src/actors/checks/${name}.ts`).join(),
  agents: agents.map((name) => `src/actors/agents/${name}.ts`).join(),
};

const root = fileURLToPath(new URL("..", import.meta.url));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((folder) => !(folder in files));
if (unknown.length > 0) {
  console.error(`No such folder: ${unknown.join(", ")}; there are ${Object.keys(files).join(", ")}`);
  process.exit(2);
}
for (const folder of wanted.length > 0 ? wanted : Object.keys(files)) {
  console.log(`\n── ${folder}`);
  const { status } = spawnSync("npx", ["--no-install", "stryker", "run", "--mutate", files[folder]], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, MUTATED: folder },
  });
  if (status !== 0) process.exitCode = 1;
}
