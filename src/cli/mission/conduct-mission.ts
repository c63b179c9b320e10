import type { AgentRole } from "../../contracts/agent.js";
import { colours, plain } from "../colours.js";
import { exitCodes } from "../exit-codes.js";
import { opencodeEnvironment } from "../opencode/environment.js";
import { chooseOpencode } from "../opencode/find-opencode.js";
import { type Outcome, outcomeOf } from "./outcome.js";
import { findOwnRun, isAtWork, seeRuns } from "./own-run.js";
import { runCommand } from "./run-command.js";

export interface Mission {
  /** The slash command's name. */
  command: string;
  text: string;
  isJson: boolean;
  model: string | undefined;
  agents: Partial<Record<AgentRole, readonly string[]>>;
}

/**
 * Runs a slash command in OpenCode without a terminal, and shows its lines as they come.
 * @returns the exit code
 * @throws CommandError when OpenCode is missing or cannot be started
 */
export async function conductMission({ command, text, isJson, model, agents }: Mission): Promise<number> {
  const folder = process.cwd();
  const opencode = chooseOpencode();
  const env = opencodeEnvironment(folder, agents);
  const before = await seeRuns(folder);
  const stream = isJson ? process.stderr : process.stdout;
  const last: string[] = [];
  const end = await runCommand({
    opencode,
    command,
    text,
    model,
    folder,
    env,
    isAtWork: () => isAtWork(folder, before),
    onLine(line) {
      const bare = plain(line);
      stream.write(`${colours(stream).areOn ? line : bare}\n`);
      if (bare.trim()) last.push(bare.trim());
      if (last.length > 5) last.shift();
    },
  });
  const own = await findOwnRun(folder, before);
  // Without a word, /auto runs the plan that was kept; where there is none, the words are missing.
  const isWordless = command === "auto" && text === "" && !end.interruptedBy;
  const outcome = await outcomeOf(own, end, lastWords(last));
  if (!own && isWordless) outcome.exitCode = exitCodes.usage;
  if (isJson) console.log(JSON.stringify(jsonOf(outcome), null, 2));
  else if ("error" in outcome) console.error(`${colours(process.stderr).red("error:")} ${outcome.error}`);
  return outcome.exitCode;
}

/** Without the line that names the agent and its model. */
function lastWords(lines: readonly string[]): string {
  return lines.filter((line) => !/^> \S+ · \S+$/.test(line)).join(" ");
}

function jsonOf(outcome: Outcome): object {
  if ("report" in outcome) return outcome.report;
  const { exitCode: _, ...rest } = outcome;
  return rest;
}
