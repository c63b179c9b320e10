// The real statechart over recorded runs of real models. Usage: npm run bench:trace
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as chart from "../../dist/machine/index.js";
import { arms, known, mainArms } from "./arms.js";
import { thirdFixes, trustByFixes } from "./claims.js";
import { counted, createPlayer, sum, summarise } from "./measure.js";
import { comparePairs } from "./pairs.js";
import { pictures } from "./pictures.js";
import { recompute } from "./recompute.js";
import { toMarkdown } from "./report.js";
import { reviewers, storiesOf } from "./reviewers.js";
import { groupedBy, readRuns, withOwnSeeds } from "./table.js";
import { costOf, neverGreen, readIssues, tries } from "./weak-checks.js";

const seeds = Array.from({ length: 20 }, (_, number) => number + 1);
const runs = await readRuns();
const six = withOwnSeeds(runs);
const issues = await readIssues();

const played = await inTurn(arms, async ({ name, policy }) => {
  const outcomes = await createPlayer(chart, policy)(runs);
  const own = withOwnSeeds(outcomes);
  return { name, policy, outcomes, six: summarise(own), byModel: summarised(own, "model") };
});
const byRun = [...groupedBy(runs, ({ run }) => run).keys()].map((run) => ({
  run,
  arms: mainArms.map((arm) => {
    const { outcomes } = played.find(({ name }) => name === arm);
    return summarise(outcomes.filter((one) => one.run === run));
  }),
}));
const weak = await inTurn([...Array(tries).keys()], async (fixes) => {
  const limits = { retryLimit: fixes, sameErrorLimit: tries + 1 };
  const outcomes = await createPlayer(chart, { limits })(issues);
  return { tries: fixes + 1, cost: costOf(issues, fixes + 1), ...summarise(outcomes) };
});
const results = {
  played,
  byRun,
  agreement: agreementOf(played),
  reviewed: await inTurn([false, true], (withWords) => review(six, {}, withWords)),
  weak,
  neverGreen: neverGreen(issues),
  weakReviewed: await review(issues, { limits: { retryLimit: 0 } }, false),
  trust: trustByFixes(six),
  third: thirdFixes(six),
  pairs: await comparePairs(),
};

await writeFile(pathOf("RESULTS.md"), toMarkdown(results));
for (const [name, picture] of Object.entries(pictures(results))) await writeFile(pathOf(name), picture);
const { cells, differing } = results.agreement;
console.log(`${cells} cells compared, ${differing.length} differ: see bench/trace/RESULTS.md`);
for (const cell of differing) console.log(cell);
if (differing.length > 0) process.exitCode = 1;

/** The mean of all seeds, for each reviewer. */
async function review(some, policy, withWords) {
  const play = createPlayer(chart, policy);
  const without = summarise(await play(some));
  const rows = await inTurn(reviewers, async (reviewer) => {
    const ends = await inTurn(seeds, async (seed) =>
      summarise(await play(some, storiesOf(some, reviewer, { seed, withWords }))),
    );
    const mean = (of) => sum(ends.map(of)) / ends.length;
    const claimed = mean((end) => end.claimed);
    const right = mean((end) => end.right.hits);
    return {
      ...reviewer,
      claimed,
      right: counted(right, some.length),
      falseDone: counted(claimed - right, some.length),
      trust: counted(right, claimed),
      fixes: mean((end) => end.fixes),
    };
  });
  return { without, rows };
}

/** Chart, formula and the figures that were known before, cell by cell. */
function agreementOf(all) {
  const differing = [];
  let cells = 0;
  const compare = (what, found, expected) => {
    cells++;
    if (found !== expected) differing.push(`${what}: ${found}, expected ${expected}`);
  };
  for (const { name, policy, outcomes, six: own } of all) {
    for (const { run, task, words, isClaimed, fixes } of outcomes) {
      const expected = recompute(words, policy);
      compare(`${name}, ${run} ${task}, claimed`, isClaimed, expected.isClaimed);
      compare(`${name}, ${run} ${task}, fixes`, fixes, expected.fixes);
    }
    const found = [own.claimed, own.right.hits, own.falseDone.hits, own.fixes];
    for (const [index, expected] of (known[name] ?? []).entries()) compare(name, found[index], expected);
  }
  return { cells, differing };
}

function summarised(outcomes, by) {
  const groups = groupedBy(outcomes, (outcome) => outcome[by]);
  return Object.fromEntries([...groups].map(([name, group]) => [name, summarise(group)]));
}

async function inTurn(items, make) {
  const made = [];
  for (const item of items) made.push(await make(item));
  return made;
}

function pathOf(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}
