// Draws the chart into visualizations/, docs/images/ and README.md. With --check it writes nothing and names what is stale.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { orchestratorMachine } from "../dist/machine/index.js";
import { chartFiles, withDiagram } from "./chart-files.js";
import { svgFiles } from "./svg-files.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path) => (existsSync(root + path) ? readFileSync(root + path, "utf8") : undefined);

const files = chartFiles(orchestratorMachine);
const wanted = Object.entries(files).map(([name, text]) => [`visualizations/${name}`, text]);
wanted.push(...Object.entries(await svgFiles(orchestratorMachine)));
const readme = read("README.md");
if (readme !== undefined) wanted.push(["README.md", withDiagram(readme, files["orchestrator.mmd"])]);

const stale = wanted.filter(([path, text]) => read(path) !== text);
if (process.argv.includes("--check")) {
  for (const [path] of stale) console.error(`${path} is stale: run npm run visualizations`);
  if (stale.length > 0) process.exitCode = 1;
} else {
  for (const [path, text] of stale) writeFileSync(root + path, text);
  console.log(stale.length > 0 ? `Drawn: ${stale.map(([path]) => path).join(", ")}` : "Nothing has changed");
}
