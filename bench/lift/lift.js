// SIMULATION of what the workflow gains over an agent alone. Usage: npm run bench:lift -- [missions an arm] [seed]
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { arms } from "./arms.js";
import { plot } from "./plot.js";
import { moved, rates, sweeps } from "./rates.js";
import { summarise } from "./statistics.js";

const [missions = 3000, seed = 1] = process.argv.slice(2).map(Number);
/** Missions a point of the sweep: it looks for large effects only. */
const sweepMissions = Math.ceil(missions / 3);

const results = [];
for (const arm of arms) {
  results.push({ name: arm.name, ...(await playAll(arm, rates, missions)) });
  console.log(rowOf(results.at(-1)).join("  "));
}
const swept = [];
const compared = ["one-shot", "one-shot, self-review", "the loop"].map((name) =>
  arms.find((arm) => arm.name === name),
);
for (const [rate, ...ends] of sweeps) {
  for (const value of ends) {
    const row = { rate, value };
    for (const arm of compared) row[arm.name] = await playAll(arm, moved(rate, value), sweepMissions);
    swept.push(row);
  }
}
const holding = (holds) => swept.filter(holds).length;
await writeFile(pathOf("lift.svg"), plot(results, { missions, seed }));
await writeFile(pathOf("RESULTS.md"), toMarkdown());
console.log(`\n${swept.length} points of the sweep: see bench/lift/RESULTS.md`);

/** The same seeds for every arm. */
async function playAll({ play }, ofRates, count) {
  const played = [];
  for (let number = 0; number < count; number++) played.push(await play(ofRates, [seed, number]));
  return summarise(played);
}

function toMarkdown() {
  return [
    "# What the workflow gains: a SIMULATION",
    "",
    "The model, its errors and the project are simulated with the rates of [README.md](README.md), many of which are",
    "assumptions; the statechart is the real one. These are not measurements of any model: `npm run bench:real` makes those.",
    `Written by \`npm run bench:lift -- ${missions} ${seed}\` (missions an arm, seed); the same arguments give the same figures.`,
    "",
    "![SIMULATION: success and false done by arm](lift.svg)",
    "",
    `${missions} missions an arm, ${rates.tasks} tasks a mission, 95 % confidence intervals (Wilson).`,
    "",
    "| arm | success | false done | not claimed | right where claimed | requests | tokens | tokens a success |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...results.map((result) => `| ${rowOf(result).join(" | ")} |`),
    "",
    "- **success**: claimed as done, and right. **false done**: claimed as done, and wrong.",
    "- **not claimed**: the agent said that it is not done, or the workflow asked its user. Nobody answers here, but in the",
    '  arm whose user says "retry" once a mission, and gives no hint.',
    "- **− checks**: the workflow then calls its work *unverified*, never verified; here that counts as a claim.",
    "- Tokens are all that requests carry and answers bring, cached or not.",
    "",
    "## Sensitivity",
    "",
    `Each rate alone at both ends of what is plausible, ${sweepMissions} missions an arm and point. At ${holding((row) => row["the loop"].falseDone.rate < best(row, "falseDone", Math.min))} of ${swept.length} points the`,
    `loop has the fewest false "done", at ${holding((row) => row["the loop"].trust.rate > best(row, "trust", Math.max))} its claims are the most often right, at ${holding((row) => row["the loop"].success.rate > best(row, "success", Math.max))} it has the most successes without`,
    `asking, and at ${holding((row) => row["the loop"].tokensPerSuccess < best(row, "tokensPerSuccess", Math.min))} the fewest tokens a success.`,
    "",
    `| rate | value | ${compared.map(({ name }) => `${name}: success, false done`).join(" | ")} |`,
    "| --- | ---: | ---: | ---: | ---: |",
    ...swept.map(
      (row) =>
        `| ${row.rate} | ${row.value} | ${compared.map(({ name }) => `${percent(row[name].success.rate)}, ${percent(row[name].falseDone.rate)}`).join(" | ")} |`,
    ),
    "",
  ].join("\n");
}

/** The best of the arms without a workflow. */
function best(row, what, choose) {
  const values = ["one-shot", "one-shot, self-review"].map((name) => row[name][what].rate ?? row[name][what]);
  return choose(...values);
}

function rowOf(result) {
  const { name, success, falseDone, notClaimed, trust, requests, tokens, tokensPerSuccess } = result;
  return [
    name,
    interval(success),
    interval(falseDone),
    interval(notClaimed),
    interval(trust),
    requests.toFixed(0),
    thousands(tokens),
    thousands(tokensPerSuccess),
  ];
}

function interval({ rate, low, high }) {
  return `${percent(rate)} (${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)})`;
}

function percent(rate) {
  return `${(rate * 100).toFixed(1)} %`;
}

function thousands(number) {
  return `${Math.round(number / 1000).toLocaleString("en-US")} k`;
}

function pathOf(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}
