import type { Command } from "commander";
import { examples } from "./examples.js";

/** `doctor` */
export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("check what a mission needs, and say how to fix what is missing")
    .addHelpText("after", examples(["opencode-orchestrator doctor", "exit code 1 when something fails"]))
    .action(async () => {
      const { examine } = await import("../doctor/examine.js");
      const isWell = await examine(process.cwd(), (line) => console.log(line));
      process.exitCode = isWell ? 0 : 1;
    });
}
