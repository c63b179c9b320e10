// Shows a run in the inspector of XState 4: node inspect.js [run] [--project FOLDER] [--port NUMBER]
import { once } from "node:events";
import { basename } from "node:path";
import { parseArgs } from "node:util";

const usage = "Usage: node inspect.js [run] [--project FOLDER] [--port NUMBER]";

try {
  await main();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      project: { type: "string", default: process.cwd() },
      port: { type: "string", default: "8888" },
    },
  });
  const port = Number(values.port);
  if (positionals.length > 1 || !Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(usage);
  const { findRun } = await import("../../dist/cli/runs/find-run.js");
  const { streamInspection } = await import("../../dist/inspector/stately-feed.js");
  const { showRun } = await import("./show-run.js");
  const folder = await findRun(values.project, positionals[0]);
  const shown = await showRun({
    port,
    stream: (send) => streamInspection(folder, send),
    onProblem: (text) => console.error(text),
  });
  console.log(`Run ${basename(folder)} is served at ws://localhost:${shown.port}, on this machine only.`);
  console.log(
    `Open https://stately.ai/viz?inspect&server=localhost:${shown.port} in a browser. Ctrl-C ends it.`,
  );
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await shown.close();
}

function explain(error) {
  if (error.code === "ERR_MODULE_NOT_FOUND") {
    return String(error.message).includes("dist")
      ? "The project is not built: run npm ci and npm run build in its root"
      : "Something is not installed: run npm ci in visualizations/xstate-inspect";
  }
  if (error.code === "EADDRINUSE") return `${error.message}: choose another with --port`;
  return error.message;
}
