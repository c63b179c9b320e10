import type { Command } from "commander";
import { examples } from "./examples.js";

/** `demo` */
export function addDemo(program: Command): void {
  program
    .command("demo")
    .description("a whole mission in the real OpenCode, with scripted model replies: no key, no network")
    .addHelpText("after", examples(["opencode-orchestrator demo"]))
    .action(async () => {
      const { demo } = await import("../../demo/demo.js");
      const status = await demo((line) => console.log(line));
      process.exitCode = status === "verified" ? 0 : 1;
    });
}
