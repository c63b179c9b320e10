// Writes what the evidence is worth to RESULTS.md. Usage: npm run bench:evidence -- faults [--keep: write nothing]
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { tryFaults } from "./faults.js";
import { faultsReport } from "./faults-report.js";

const parts = { faults: async () => faultsReport(await tryFaults()) };
const { values, positionals } = parseArgs({ allowPositionals: true, options: { keep: { type: "boolean" } } });
const unknown = positionals.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}. There are: ${Object.keys(parts).join(", ")}`);
  process.exit(2);
}

const lines = ["# Evidence", "", "Written by `npm run bench:evidence`; do not edit.", ""];
for (const [name, part] of Object.entries(parts)) {
  if (positionals.length === 0 || positionals.includes(name)) lines.push(...(await part()));
}
const report = `${lines.join("\n")}\n`;
console.log(`\n${report}`);
if (!values.keep) await writeFile(fileURLToPath(new URL("RESULTS.md", import.meta.url)), report);
