import type { Command } from "commander";
import { examples } from "./examples.js";

/** `show` */
export function addShow(program: Command): void {
  program
    .command("show")
    .description("a run: its tasks, its checks, what each agent used, and where its files are")
    .argument("[run]", "its id or the start of it; without one, the newest run")
    .option("--json", "as {run, status, report, files}")
    .option("--html <file>", "as one page with all of it, to attach to a pull request")
    .addHelpText(
      "after",
      examples(
        ["opencode-orchestrator show", "the newest run"],
        ["opencode-orchestrator show 2026-11-24", "the run of that day"],
        ["opencode-orchestrator show --json | jq .report.agents.coder.cost"],
        ["opencode-orchestrator show --html report.html", "chart, tasks, calls, checks, diffs, journal"],
      ),
    )
    .action(async (run: string | undefined, { json, html }: { json?: boolean; html?: string }) => {
      if (html !== undefined) {
        const { writeHtml } = await import("../runs/write-html.js");
        console.log(await writeHtml(process.cwd(), run, html));
        return;
      }
      const { showRun } = await import("../runs/show-run.js");
      console.log(await showRun(process.cwd(), run, { isJson: json ?? false }));
    });
}
