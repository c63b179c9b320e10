// Mutation testing, folder by folder: node scripts/mutation.js [machine|contracts|checks|agents ...] [--mutate FILES]
// Each mutant must be killed, or stand in test/mutation/explained with the reason why it cannot be.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compareSurvivors, readExplanations, survivorsOf } from "./mutation/survivors.js";

const checks = [
  "compiler-errors",
  "detect-checks",
  "error-lines",
  "fallback-message",
  "found-error",
  "missing-command",
  "node-test-errors",
  "test-errors",
];
const agents = ["briefs", "call-agent", "deadline", "lenient-json"];

/** The chart's own transitions are built when the module is loaded: for these, test/model is the test. */
const folders = {
  machine: { files: "src/machine/**/*.ts", flags: ["--ignoreStatic"] },
  contracts: { files: "src/contracts/**/*.ts", flags: [] },
  checks: { files: checks.map((name) => `src/actors/checks/${name}.ts`).join(), flags: [] },
  agents: { files: agents.map((name) => `src/actors/agents/${name}.ts`).join(), flags: [] },
};

const root = fileURLToPath(new URL("..", import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { mutate: { type: "string" } },
});
const unknown = positionals.filter((folder) => !(folder in folders));
if (unknown.length > 0) {
  console.error(`No such folder: ${unknown.join(", ")}; there are ${Object.keys(folders).join(", ")}`);
  process.exit(2);
}
if (values.mutate && positionals.length !== 1) {
  console.error("--mutate takes files of one folder: name that folder too");
  process.exit(2);
}

const explained = readExplanations(join(root, "test/mutation/explained"));
for (const folder of positionals.length > 0 ? positionals : Object.keys(folders)) run(folder);

function run(folder) {
  console.log(`\n── ${folder}`);
  const { files, flags } = folders[folder];
  const report = join(root, "reports/mutation", `${folder}.json`);
  const { status } = spawnSync(
    "npx",
    ["--no-install", "stryker", "run", "--mutate", values.mutate ?? files, ...flags],
    { cwd: root, stdio: "inherit", env: { ...process.env, MUTATED: folder } },
  );
  if (status !== 0) {
    process.exitCode = 1;
    return;
  }
  const { unexplained, stale, counts } = compareSurvivors(survivorsOf(readReport(report)), explained);
  for (const [file, survivors] of Object.entries(unexplained)) {
    console.log(`\n${file}`);
    for (const survivor of survivors) console.log(`  ${survivor}`);
  }
  for (const line of stale) console.log(`no longer survives: ${line}`);
  const { killed, survived, total, open } = counts;
  console.log(
    `\n${folder}: ${killed} of ${total} mutants killed, ${survived - open} explained, ${open} neither`,
  );
  if (open > 0 || stale.length > 0) process.exitCode = 1;
}

function readReport(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
