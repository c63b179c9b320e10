// Shows a run in the inspector of XState 4: node inspect.js [run] [--project FOLDER] [--port NUMBER]
import { once } from "node:events";
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";

const usage = "Usage: node inspect.js [run] [--project FOLDER] [--port NUMBER]";

/** Looked for by hand: without a package of its own, Node would go on to the root's XState 5. */
const needed = [
  [
    "../../dist/inspector/stately-feed.js",
    "The project is not built: run npm ci and npm run build in its root",
  ],
  ["node_modules/@xstate/inspect", "Something is not installed: run npm ci in visualizations/xstate-inspect"],
];

try {
  await main();
} catch (error) {
  console.error(error.code === "EADDRINUSE" ? `${error.message}: choose another with --port` : error.message);
  process.exitCode = 1;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      project: { type: "string", default: process.cwd() },
      port: { type: "string", default: "8888" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(usage);
  const port = Number(values.port);
  if (positionals.length > 1 || !Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(usage);
  const [, missing] = needed.find(([path]) => !existsSync(new URL(path, import.meta.url))) ?? [];
  if (missing) throw new Error(missing);
  const { findRun } = await import("../../dist/cli/runs/find-run.js");
  const { streamInspection } = await import("../../dist/inspector/stately-feed.js");
  const { showRun } = await import("./show-run.js");
  const folder = await findRun(values.project, positionals[0]);
  const shown = await showRun({
    port,
    stream: (send) => streamInspection(folder, send),
    onProblem: (text) => console.error(text),
  });
  // The viewer takes a server with its protocol only.
  const server = `ws://127.0.0.1:${shown.port}`;
  console.log(`Run ${basename(folder)} is served at ${server}, on this machine only.`);
  console.log(`Open https://stately.ai/viz?inspect&server=${server} in a browser. Ctrl-C ends it.`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await shown.close();
}
