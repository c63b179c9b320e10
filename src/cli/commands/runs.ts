import type { Command } from "commander";
import { examples } from "./examples.js";

/** `runs` */
export function addRuns(program: Command): void {
  program
    .command("runs")
    .description("the runs of this folder, the newest first")
    .option("--json", "as a list of {run, status, tasks, iterations, cost, startedAt, request}")
    .addHelpText(
      "after",
      examples(["opencode-orchestrator runs"], ["opencode-orchestrator runs --json | jq '.[0].status'"]),
    )
    .action(async ({ json }: { json?: boolean }) => {
      const { listRuns } = await import("../runs/list-runs.js");
      console.log(await listRuns(process.cwd(), { isJson: json ?? false }));
    });
}
