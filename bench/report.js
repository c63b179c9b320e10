// What the benches share: figures, medians, and the two files that hold the results.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** A worse ratio than the committed one by more than this share is a regression. */
export const tolerance = 0.3;

const markdownFile = fileURLToPath(new URL("RESULTS.md", import.meta.url));
const jsonFile = fileURLToPath(new URL("results.json", import.meta.url));

/**
 * A figure of a bench. Only ratios are compared between runs: everything else depends on the machine.
 * `aim`: what a ratio must not exceed to be good.
 */
export function ratio(name, value, aim) {
  return { name, value: rounded(value), unit: "×", isRatio: true, ...(aim === undefined ? {} : { aim }) };
}

export function figure(name, value, unit) {
  return { name, value: rounded(value), unit };
}

export function median(numbers) {
  if (numbers.length === 0) throw new Error("Nothing was measured, so there is no median");
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of the ratios of pairs that were measured side by side: what slows both down does not count. */
export function medianRatio(numerators, denominators) {
  return median(ratiosOf(numerators, denominators));
}

/** The quartiles of these ratios: half of the pairs lie between them. */
export function ratioSpread(numerators, denominators) {
  const sorted = ratiosOf(numerators, denominators).sort((a, b) => a - b);
  const half = sorted.length >> 1;
  if (half === 0) throw new Error("One pair has no spread");
  return { low: median(sorted.slice(0, half)), high: median(sorted.slice(-half)) };
}

function ratiosOf(numerators, denominators) {
  return numerators.map((numerator, index) => numerator / denominators[index]);
}

/** What was committed, or nothing before the first run. */
export async function readResults() {
  const text = await readFile(jsonFile, "utf8").catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

export async function writeResults(results) {
  await writeFile(jsonFile, `${JSON.stringify(results, undefined, 2)}\n`);
  await writeFile(markdownFile, toMarkdown(results));
}

/** The ratios that got worse by more than {@link tolerance}; every ratio is better when it is smaller. */
export function regressions(before, now) {
  const known = new Map(figuresOf(before).map(([key, known]) => [key, known]));
  return figuresOf(now).flatMap(([key, { value, isRatio }]) => {
    const old = known.get(key);
    if (!isRatio || !old?.isRatio || value <= old.value * (1 + tolerance)) return [];
    return [`${key}: ${old.value} → ${value}`];
  });
}

function figuresOf({ benches }) {
  return benches.flatMap(({ name, figures }) => figures.map((one) => [`${name}: ${one.name}`, one]));
}

function toMarkdown({ machine, benches }) {
  const { cpu, cores, node, opencode } = machine;
  return [
    "# Benchmarks",
    "",
    `${cpu}, ${cores} cores, Node ${node}, OpenCode ${opencode}. Written by \`npm run bench\`; do not edit.`,
    "",
    "Ratios are taken within one run, so they can be compared between machines; times and sizes cannot.",
    ...benches.flatMap(({ name, title, date, notes, figures }) => [
      "",
      `## ${title}`,
      "",
      ...notes,
      ...(notes.length > 0 ? [""] : []),
      "| | |",
      "| --- | ---: |",
      ...figures.map((one) => `| ${one.name} | ${shown(one)} |`),
      "",
      `\`npm run bench -- ${name}\`, ${date}.`,
    ]),
    "",
  ].join("\n");
}

export function shown({ value, unit, aim }) {
  const number = value.toLocaleString("en-US", { maximumFractionDigits: 3 });
  const text = unit === "×" ? `${number}×` : `${number} ${unit}`.trim();
  return aim === undefined ? text : `${text} (aim: at most ${aim}×)`;
}

function rounded(value) {
  return Number(value.toPrecision(4));
}
