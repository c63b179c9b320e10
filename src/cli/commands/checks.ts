import type { Command } from "commander";
import { examples } from "./examples.js";

/** `checks` */
export function addChecks(program: Command): void {
  program
    .command("checks")
    .description("the checks of this folder: what runs and why, and what is left out")
    .option("--run", "run them all, as in a mission, and print the results")
    .option("--json", "as {source, checks, leftOut, skippedInVain}; with --run, progress on stderr")
    .addHelpText(
      "after",
      examples(
        ["opencode-orchestrator checks"],
        ["opencode-orchestrator checks --run", "exit code 1 when one fails, 4 when one proves nothing"],
        ["opencode-orchestrator checks --json | jq -r '.leftOut[].configuration'"],
      ),
    )
    .action(async ({ run, json }: { run?: boolean; json?: boolean }) => {
      const { tellChecks } = await import("../checks/tell-checks.js");
      process.exitCode = await tellChecks(process.cwd(), { isRun: run ?? false, isJson: json ?? false });
    });
}
