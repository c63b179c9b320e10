// Runs the benches, writes RESULTS.md and results.json, and compares the ratios with those of the last commit.
// Usage: npm run bench -- [names of benches] [--keep: write nothing] [--fail: end with 1 after a regression]
//   [--against <folder>: another checkout, built, as a second subject of "start"; writes nothing]
import { parseArgs } from "node:util";
import affected from "./affected.js";
import checks from "./checks.js";
import handOff from "./hand-off.js";
import inspector from "./inspector.js";
import { describeMachine } from "./machine.js";
import pack from "./package.js";
import probes from "./probes.js";
import queue from "./queue.js";
import { readResults, regressions, shown, tolerance, writeResults } from "./report.js";
import requests from "./requests.js";
import start from "./start.js";
import timeline from "./timeline.js";
import untracked from "./untracked.js";

const benches = {
  "hand-off": handOff,
  requests,
  start,
  queue,
  checks,
  affected,
  untracked,
  probes,
  timeline,
  inspector,
  package: pack,
};
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: "boolean" }, fail: { type: "boolean" }, against: { type: "string" } },
});
const unknown = positionals.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}. There are: ${Object.keys(benches).join(", ")}`);
  process.exit(2);
}

const before = await readResults();
const results = { machine: await describeMachine(), benches: [] };
for (const [name, bench] of Object.entries(benches)) {
  const isWanted = positionals.length === 0 || positionals.includes(name);
  const known = before?.benches.find((one) => one.name === name);
  if (!isWanted && known) results.benches.push(known);
  if (!isWanted) continue;
  const begun = performance.now();
  const { notes, figures } = await bench.run({ against: values.against });
  const date = new Date().toISOString().slice(0, 10);
  results.benches.push({ name, title: bench.title, date, notes, figures });
  console.log(`\n${bench.title} (${((performance.now() - begun) / 1000).toFixed(0)} s)`);
  for (const figure of figures) console.log(`  ${figure.name.padEnd(60)} ${shown(figure)}`);
}
if (!values.keep && !values.against) await writeResults(results);

const worse = before ? regressions(before, results) : [];
for (const line of worse) console.log(`\n✗ worse by more than ${tolerance * 100} %: ${line}`);
if (before && worse.length === 0) console.log(`\nNo ratio is worse by more than ${tolerance * 100} %.`);
process.exit(values.fail && worse.length > 0 ? 1 : 0);
