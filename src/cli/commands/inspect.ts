import { type Command, InvalidArgumentError } from "commander";
import { examples } from "./examples.js";

interface InspectOptions {
  port?: number;
  open?: boolean;
}

/** `inspect` */
export function addInspect(program: Command): void {
  program
    .command("inspect")
    .description("watch a run in the browser, live or as it was, until Ctrl-C")
    .argument("[run]", "its id or the start of it; without one, always the newest")
    .option("--port <number>", "of 127.0.0.1; without one, a free one", readPort)
    .option("--open", "open the browser too")
    .addHelpText(
      "after",
      examples(
        ["opencode-orchestrator inspect --open", "the newest run; a new one is shown when it starts"],
        ["opencode-orchestrator inspect 2026-11-24", "the run of that day, event by event"],
      ),
    )
    .action(async (run: string | undefined, options: InspectOptions) => {
      const { inspectRuns } = await import("../runs/inspect-runs.js");
      await inspectRuns(process.cwd(), run, options);
    });
}

function readPort(value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError("It must be a number from 0 to 65535.");
}
