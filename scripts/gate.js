// The one gate: every stage runs, also after one has failed; then a line says how many passed.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stages = [
  ["build", "npm run --silent build"],
  ["lint", "npm run --silent lint"],
  ["types", "npx --no-install tsc -p tsconfig.json && npx --no-install tsc -p src/inspector/page"],
  ["imports", "npm run --silent imports"],
  ["unused", "npm run --silent unused"],
  ["package", "npm run --silent package"],
  ["unit", "npx --no-install vitest run --project unit"],
  ["live", "npx --no-install vitest run --project live"],
  ["browser", "npx --no-install vitest run --project browser"],
];

const failed = stages.filter(([name, command]) => {
  console.log(`\n── ${name}: ${command}`);
  return spawnSync(command, { cwd: root, shell: true, stdio: "inherit" }).status !== 0;
});

console.log("");
for (const [name] of failed) console.log(`failed: ${name}`);
console.log(`${stages.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length > 0 ? 1 : 0);
