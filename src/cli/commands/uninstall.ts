import type { Command } from "commander";
import { examples } from "./examples.js";

/** `uninstall` */
export function addUninstall(program: Command): void {
  program
    .command("uninstall")
    .description("remove the plugin from OpenCode's config; run it before npm uninstall")
    .option("-g, --global", "from your own config; without it, from the project's")
    .addHelpText(
      "after",
      examples(
        ["opencode-orchestrator uninstall"],
        ["opencode-orchestrator uninstall --global && npm uninstall --global opencode-orchestrator"],
      ),
    )
    .action(async ({ global }: { global?: boolean }) => {
      const { uninstallPlugin } = await import("../install/uninstall-plugin.js");
      const { describeRemoval } = await import("../install/describe.js");
      const scope = { folder: process.cwd(), isGlobal: global ?? false };
      console.log(describeRemoval(await uninstallPlugin(scope), scope));
    });
}
