import { Command } from "commander";
import { colours } from "./colours.js";
import { addChecks } from "./commands/checks.js";
import { addDemo } from "./commands/demo.js";
import { addDoctor } from "./commands/doctor.js";
import { addInspect } from "./commands/inspect.js";
import { addInstall } from "./commands/install.js";
import { addMissions } from "./commands/missions.js";
import { addRuns } from "./commands/runs.js";
import { addShow } from "./commands/show.js";
import { addUninstall } from "./commands/uninstall.js";
import { packageName, packageVersion } from "./package.js";

/** Each adds its words; what they do is imported when it is asked for, so that help is there at once. */
const additions: readonly ((program: Command) => void)[] = [
  addMissions,
  addRuns,
  addShow,
  addChecks,
  addInspect,
  addInstall,
  addUninstall,
  addDoctor,
  addDemo,
];

/** The command line's words. Mistakes in them are thrown, not exits. */
export function createProgram(): Command {
  const program = new Command(packageName)
    .description("Plans, codes, verifies and fixes in OpenCode until it is done, or asks you.")
    .version(packageVersion())
    .exitOverride()
    .showHelpAfterError("(see --help)")
    .configureHelp({
      styleTitle: (text) => colours(process.stdout).bold(text),
      subcommandTerm: (command) => [command.name(), argumentsOf(command)].join(" ").trim(),
    })
    .configureOutput({
      getOutHasColors: () => colours(process.stdout).areOn,
      getErrHasColors: () => colours(process.stderr).areOn,
    });
  for (const add of additions) add(program);
  return program.addHelpText("after", closing);
}

const closing = `
Exit codes: 0 verified (plan, search, review: done), 1 failed or stopped, 2 wrong words,
            3 needs you, 4 unverified, 130 interrupted (auto --resume goes on)

In OpenCode itself: /auto "what to build"`;

function argumentsOf({ registeredArguments }: Command): string {
  return registeredArguments
    .map((argument) => (argument.required ? `<${argument.name()}>` : `[${argument.name()}]`))
    .join(" ");
}
