import { submitTools } from "../../actors/agents/submit-tools.js";
import { loadPrompt } from "../../actors/prompts/load-prompt.js";
import type { AgentRole } from "../../contracts/agent.js";
import type { Options } from "../../contracts/options.js";
import { orchestratorAgent } from "../names.js";

export const descriptions: Record<AgentRole, string> = {
  planner: "Splits a request into atomic tasks",
  searcher: "Finds what the coder must know",
  coder: "Makes the change of one task",
  reviewer: "Judges a change against its task",
  fixer: "Fixes what a verification found",
};

export const orchestratorDescription =
  "Drives planner, searcher, coder, reviewer and fixer by a statechart; uses no tokens itself";

/** What an agent can be kept from. Each host has tools of its own for it. */
export type Ability =
  | "delegate"
  | "ask the user"
  | "keep a list"
  | "use the web"
  | "use skills"
  | "use language servers"
  | "edit"
  | "run commands"
  | "use MCP servers";

/** What no agent needs; every tool left out makes each request of an agent smaller. */
const deniedToAll: readonly Ability[] = [
  "delegate",
  "ask the user",
  "keep a list",
  "use the web",
  "use skills",
  "use language servers",
];
const readers: readonly AgentRole[] = ["planner", "searcher", "reviewer"];

/** What a role may not do, whatever the user's own rules say. */
export function deniedAbilities(role: AgentRole): readonly Ability[] {
  return readers.includes(role) ? [...deniedToAll, "edit", "run commands", "use MCP servers"] : deniedToAll;
}

/** The submit tools of all roles, by their names: a role may use its own, and nobody else any. */
export const submitToolNames: readonly string[] = [
  ...new Set(Object.values(submitTools).flatMap((tools) => tools.map(({ name }) => name))),
];

export function submitToolNamesOf(role: AgentRole): readonly string[] {
  return submitTools[role].map(({ name }) => name);
}

/** A role's prompt, with what the user's options replace of it or append to it. */
export async function promptOf(role: AgentRole, { agents }: Pick<Options, "agents">): Promise<string> {
  const own = agents[role]?.prompt;
  if (typeof own === "string") return own;
  const prompt = own?.replace ?? (await loadPrompt(role));
  return own?.append ? `${prompt}\n\n${own.append}` : prompt;
}

/** What the orchestrator is called where the user has an agent of their own by its name. */
export function orchestratorName(taken: ReadonlySet<string>): string {
  return taken.has(orchestratorAgent) ? `statechart-${orchestratorAgent}` : orchestratorAgent;
}

/** What roles are called where the user has agents of their own by these names. */
export function agentNames(taken: ReadonlySet<string>): (role: AgentRole) => string {
  return (role) => (taken.has(role) ? `orchestrator-${role}` : role);
}
