import { atPrior, rowsOf, summaryOf } from "./shares.js";
import { strengths } from "./suites.js";

const criteria = [
  "checks pass",
  "and the change is noticed",
  "and half of the faults are",
  "and 0.8 of the faults are",
];
const kinds = ["by hand", "seeded", "not begun"];
/** The author chose these tests to fit the code, so they are no suite of a strength. */
const fitted = "all but what fails";
const isWeak = ({ name }) => name !== fitted;

/**
 * @param {import("./predicts.js").Pair[]} pairs
 * @param {import("./with-prober.js").Agreement} agreement
 */
export function predictsReport(pairs, { probes, same, others }) {
  const mixed = pairs.filter(({ kind }) => kind !== "not begun");
  const count = (wanted) => pairs.filter(({ kind }) => kind === wanted).length;
  const projects = new Set(pairs.map(({ project }) => project)).size;
  return [
    `${projects} projects with their right solution, ${count("by hand")} wrong ones written by hand, ${count("seeded")} with a seeded fault, and ${count("not begun")} in which`,
    "nothing was done. Right is what passes all tests. Each solution meets suites of all strengths. *Verified* is what the",
    "product would say at once, of a reviewer that always passes: the suite is green, and then also a probe is noticed",
    "(`evidence.minimum` 0), or at least half or 0.8 of the seeded faults are too. See the [README](README.md) for how.",
    "",
    "### Any of these suites, each as likely",
    "",
    "Wrong solutions: by hand and seeded, half each.",
    "",
    ...headline(mixed),
    "",
    "The last three rows: where the evidence is too weak, a fixer adds a test that fails with something unnoticed, up to",
    "three times, and the test is right. That is played, not measured. Evidence judges tests: of suites that are equally",
    "strong it does not tell right from wrong, as the next table shows. It refuses weak suites, so others are left.",
    "",
    "### By suite",
    "",
    "Four figures: checks pass · noticed · 0.5 · 0.8. Old tests stay in each suite but the tautology. *All but what fails*:",
    "the author leaves out the tests that its own code fails. It is in no other table.",
    "",
    "| the change's tests | pairs | right ones verified | wrong ones verified | right if verified, of half | of a third |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    ...strengths.map(({ name }) =>
      suiteRow(
        name,
        rowsOf(mixed, (one) => one.name === name, false),
      ),
    ),
    "",
    "### By kind of wrong solution",
    "",
    "| wrong solutions | pairs | right ones verified | wrong ones verified | right if verified, of half | of a third |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    ...kinds.flatMap((kind) => {
      const some = pairs.filter((pair) => pair.kind === kind);
      return [
        suiteRow(kind, rowsOf(some, isWeak, false)),
        suiteRow(`${kind}, with a fixer's tests`, rowsOf(some, isWeak, true)),
      ];
    }),
    "",
    "### The shortcut",
    "",
    `The product's own prober on each bundled task with one of three suites agrees in **${same} of ${probes}** probes${others.length > 0 ? ":" : "."}`,
    ...(others.length > 0 ? [""] : []),
    ...others.map((one) => `- ${one}`),
  ];
}

function headline(pairs) {
  const first = summaryOf(rowsOf(pairs, isWeak, false));
  const fixed = summaryOf(rowsOf(pairs, isWeak, true)).slice(1);
  const names = [...criteria, ...criteria.slice(1).map((name) => `${name}, with a fixer's tests`)];
  return [
    "| verified means | right ones verified | wrong ones verified | right if verified, of half | of a third |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...[...first, ...fixed].map(({ right, wrong, ifVerified, low, high }, at) => {
      const [lowest, highest] = [low, high].map((one) => atPrior(one, 1 / 3));
      const half = `**${percent(ifVerified)}** (${rounded(low)}–${rounded(high)})`;
      const third = `${percent(atPrior(ifVerified, 1 / 3))} (${rounded(lowest)}–${rounded(highest)})`;
      return `| ${names[at]} | ${withInterval(right)} | ${withInterval(wrong)} | ${half} | ${third} |`;
    }),
  ];
}

function suiteRow(name, rows) {
  const summary = summaryOf(rows);
  const all = (of) => summary.map((one) => of(one)).join(" · ");
  const right = all(({ right }) => percent(right.rate));
  const wrong = all(({ wrong }) => percent(wrong.rate));
  const half = all(({ ifVerified }) => percent(ifVerified));
  const third = all(({ ifVerified }) => percent(ifVerified && atPrior(ifVerified, 1 / 3)));
  return `| ${name} | ${rows.length} | ${right} | ${wrong} | ${half} | ${third} |`;
}

function withInterval({ rate, low, high }) {
  return `${percent(rate)} (${rounded(low)}–${rounded(high)})`;
}

function rounded(part) {
  return (100 * part).toFixed(0);
}

function percent(part) {
  return part === undefined ? "–" : `${rounded(part)} %`;
}
