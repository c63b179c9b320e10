// Writes what the evidence is worth to RESULTS.md. Parts that are not asked for stay as they are.
// Usage: npm run bench:evidence -- [faults] [predicts] [--keep: write nothing]
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { tryFaults } from "./faults.js";
import { faultsReport } from "./faults-report.js";
import { tryPredictions } from "./predicts/predicts.js";
import { predictsReport } from "./predicts/predicts-report.js";
import { compareWithProber } from "./predicts/with-prober.js";

const parts = {
  faults: { title: "Seeded faults", run: async () => faultsReport(await tryFaults()) },
  predicts: {
    title: "Does it predict?",
    run: async () => {
      const pairs = await tryPredictions();
      return predictsReport(pairs, await compareWithProber(pairs));
    },
  },
};
const { values, positionals } = parseArgs({ allowPositionals: true, options: { keep: { type: "boolean" } } });
const unknown = positionals.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}. There are: ${Object.keys(parts).join(", ")}`);
  process.exit(2);
}

const file = fileURLToPath(new URL("RESULTS.md", import.meta.url));
const before = (await readFile(file, "utf8").catch(() => "")).split(/^## /m);
const sections = [];
for (const [name, { title, run }] of Object.entries(parts)) {
  const isWanted = positionals.length === 0 || positionals.includes(name);
  const [, ...known] = before.find((section) => section.startsWith(`${title}\n`))?.split("\n") ?? [];
  const lines = isWanted ? await run() : known;
  if (lines.length > 0) sections.push(`## ${title}\n\n${lines.join("\n").trim()}\n`);
}
const report = ["# Evidence\n\nWritten by `npm run bench:evidence`; do not edit.\n", ...sections].join("\n");
console.log(`\n${report}`);
if (!values.keep) await writeFile(file, report);
