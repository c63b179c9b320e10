// SIMULATION of what the workflow gains over an agent alone. Usage: npm run bench:lift -- [missions an arm] [seed]
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as machine from "../../dist/machine/index.js";
import { firstArms, newArms, sweptArms } from "./arms.js";
import { calibrate } from "./calibrate.js";
import { createChartPlayer } from "./chart.js";
import { draw } from "./page/picture.js";
import { toMarkdown } from "./page/results.js";
import { compareWithChart, playAll } from "./play.js";
import { assumed } from "./rates/assumed.js";
import { realIssues, settings } from "./rates/measured.js";
import { moved, sweeps } from "./rates/sweeps.js";

const [missions = 5000, seed = 1] = process.argv.slice(2).map(Number);
/** As many as were played when the first figures were written. */
const firstMissions = 3000;
/** A sweep looks for large effects only. */
const sweepMissions = Math.ceil(missions / 2.5);
/** Missions of each arm that the statechart plays too. */
const comparedMissions = 50;

const played = Object.entries(settings).map(([setting, rates], index) => ({
  setting,
  picture: ["lift-own-tests.svg", "lift-old-tests.svg"][index],
  results: newArms.map((arm) => playAll(arm, rates, { missions, seed })),
  single: newArms.map((arm) => playAll(arm, { ...rates, tasks: 1 }, { missions, seed })),
  calibrated: calibrate(rates, { missions, seed }),
  swept: sweeps.flatMap(([rate, path, ...ends]) =>
    ends.map((value) => ({ rate, value, results: sweep(moved(rates, path, value)) })),
  ),
}));
const agreed = await agreement();
for (const { setting, picture, results } of played)
  await writeFile(pathOf(picture), draw(results, { missions, seed, setting }));
await writeFile(
  pathOf("RESULTS.md"),
  toMarkdown({
    missions,
    seed,
    before: firstArms.map((arm) => playAll(arm, assumed, { missions: firstMissions, seed })),
    settings: played,
    issues: {
      ...calibrate(realIssues, { missions, seed }),
      results: newArms.map((arm) => playAll(arm, realIssues, { missions, seed })),
    },
    tests: {
      missions,
      grids: Object.entries({
        ...settings,
        "old tests only, on issues of real repositories": realIssues,
      }).map(testsGrid),
    },
    sweepMissions,
    agreed,
  }),
);
console.log(
  `bench/lift/RESULTS.md is written; statechart and plain loop agree in ${agreed.same} of ${agreed.all} missions`,
);
if (agreed.same < agreed.all) process.exitCode = 1;

function sweep(rates) {
  return sweptArms.map((arm) => playAll(arm, rates, { missions: sweepMissions, seed }));
}

async function agreement() {
  const playChart = createChartPlayer(machine);
  const inAll = [[assumed, firstArms], ...Object.values(settings).map((rates) => [rates, newArms])].flatMap(
    ([rates, arms]) => arms.filter(({ parts }) => parts).map((arm) => ({ arm, rates })),
  );
  let same = 0;
  for (const { arm, rates } of inAll)
    same += await compareWithChart(playChart, arm, rates, { missions: comparedMissions, seed });
  return { each: comparedMissions, arms: inAll.length, same, all: inAll.length * comparedMissions };
}

/** Tests before the code against the coder's own, by how good they are and by how many wrong ones get settled. */
function testsGrid([setting, measured]) {
  const rates = { ...measured, tasks: 1 };
  const [loop, first] = ["the loop", "tests first"].map((name) => newArms.find((arm) => arm.name === name));
  const columns = [0, 0.3, 0.6, 0.9];
  const base = playAll(loop, rates, { missions, seed });
  const rows = [0.05, 0.1, 0.177].map((rejects) => ({
    rejects,
    loop: base,
    results: columns.map((settled) => {
      const withObjections = moved(moved(rates, "tests.objects", 1), "tests.amends", settled);
      return playAll(first, moved(withObjections, "tests.first.rejects", rejects), { missions, seed });
    }),
  }));
  return { setting, columns, rows };
}

function pathOf(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}
