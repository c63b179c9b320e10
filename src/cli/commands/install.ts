import type { Command } from "commander";
import { examples } from "./examples.js";

/** `install` */
export function addInstall(program: Command): void {
  program
    .command("install")
    .description("register the plugin in OpenCode's config, once; npm install does it too, if scripts run")
    .option("-g, --global", "for all your folders; without it, for the project of this folder")
    .addHelpText(
      "after",
      examples(
        ["opencode-orchestrator install", "in this project's .opencode/opencode.json, or the config it has"],
        ["opencode-orchestrator install --global", "in the config of your home"],
      ),
    )
    .action(async ({ global }: { global?: boolean }) => {
      const { installPlugin } = await import("../install/install-plugin.js");
      const { describeInstallation } = await import("../install/describe.js");
      const scope = { folder: process.cwd(), isGlobal: global ?? false };
      console.log(describeInstallation(await installPlugin(scope), scope));
    });
}
