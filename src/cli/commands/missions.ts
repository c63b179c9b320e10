import { type Command, InvalidArgumentError, Option } from "commander";
import { type AgentRole, agentRoles } from "../../contracts/agent.js";
import { examples } from "./examples.js";

interface MissionOptions {
  json?: boolean;
  model?: string;
  agent?: AgentModels;
  resume?: string | true;
}

/** A role's models, a ladder where a role is named more than once. */
type AgentModels = Partial<Record<AgentRole, string[]>>;

/** `auto`, `plan`, `review`, `fix` and `search`: what the slash commands do, without a terminal. */
export function addMissions(program: Command): void {
  addMission(program, "auto", "[text...]", "plan, then code, verify and fix each task until it is done")
    .addOption(
      new Option("--resume [words]", "resume the run that waits or was interrupted, like /auto-resume"),
    )
    .addHelpText(
      "after",
      examples(
        ['opencode-orchestrator auto "add JWT login, with tests"'],
        ['opencode-orchestrator auto --json "add JWT login" > report.json'],
        ['opencode-orchestrator auto --agent coder=local/qwen --agent fixer=openai/gpt-5 "…"'],
        ["opencode-orchestrator auto --resume", "after an interruption"],
        [`opencode-orchestrator auto --resume 'retry "use bcrypt"'`, "when it needs you"],
      ),
    );
  addMission(program, "plan", "<text...>", "plan only, and keep the plan for auto").addHelpText(
    "after",
    examples(
      ['opencode-orchestrator plan "add JWT login"'],
      ["opencode-orchestrator auto", "runs the plan that was kept"],
    ),
  );
  addMission(
    program,
    "review",
    "[text...]",
    "review the uncommitted changes, a path or a commit range",
  ).addHelpText(
    "after",
    examples(
      ["opencode-orchestrator review", "the uncommitted changes"],
      ["opencode-orchestrator review src/login.ts"],
      ["opencode-orchestrator review main..HEAD"],
    ),
  );
  addMission(program, "fix", "[text...]", "fix what the checks find, or the errors you give").addHelpText(
    "after",
    examples(
      ["opencode-orchestrator fix", "runs the checks and fixes what fails"],
      ['opencode-orchestrator fix "TypeError: cart is undefined in src/cart.js:12"'],
    ),
  );
  addMission(program, "search", "<text...>", "find places in the code, and change nothing").addHelpText(
    "after",
    examples(['opencode-orchestrator search "where are sessions checked?"']),
  );
}

function addMission(program: Command, name: string, text: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument(text, "what to do; after -- it may start with a dash")
    .option("--json", "nothing but the report, or {error}, on stdout; progress on stderr")
    .option("-m, --model <provider/model>", "the model of all agents that have none of their own", readModel)
    .option("--agent <role=provider/model>", "an agent's model; again for its later attempts", readAgent)
    .action(async (words: string[], { json, model, agent, resume }: MissionOptions) => {
      const { conductMission } = await import("../mission/conduct-mission.js");
      process.exitCode = await conductMission({
        command: resume === undefined ? name : "auto-resume",
        text: [...(typeof resume === "string" ? [resume] : []), ...words].join(" "),
        isJson: json ?? false,
        model,
        agents: agent ?? {},
      });
    });
}

function readModel(value: string): string {
  if (/^[^/\s]+\/\S+$/.test(value)) return value;
  throw new InvalidArgumentError("It must be provider/model, like anthropic/claude-haiku-4-5.");
}

function readAgent(value: string, before: AgentModels = {}): AgentModels {
  const [name = "", ...rest] = value.split("=");
  const role = agentRoles.find((known) => known === name);
  if (!role) throw new InvalidArgumentError(`The agents are ${agentRoles.join(", ")}.`);
  return { ...before, [role]: [...(before[role] ?? []), readModel(rest.join("="))] };
}
