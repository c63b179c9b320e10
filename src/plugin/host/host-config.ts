import type { Config } from "@opencode-ai/plugin";
import { submitTools } from "../../actors/agents/submit-tools.js";
import { loadPrompt } from "../../actors/prompts/load-prompt.js";
import { type AgentRole, agentRoles } from "../../contracts/agent.js";
import type { Options } from "../../contracts/options.js";
import { commands, orchestratorAgent, statechartModel, statechartProvider } from "../names.js";

type Permission = Record<string, unknown>;
type AgentConfig = { permission?: unknown; [key: string]: unknown };

const submitToolNames = [
  ...new Set(Object.values(submitTools).flatMap((tools) => tools.map(({ name }) => name))),
];
const submitDenied = Object.fromEntries(submitToolNames.map((name) => [name, "deny"]));

/** Tools that no agent needs; every tool left out makes each request of an agent smaller. */
const deniedToAll = ["task", "question", "todowrite", "webfetch", "websearch", "codesearch", "skill", "lsp"];
const deniedToReaders = ["edit", "bash"];
const readers: readonly AgentRole[] = ["planner", "searcher", "reviewer"];

const descriptions: Record<AgentRole, string> = {
  planner: "Splits a request into atomic tasks",
  searcher: "Finds what the coder must know",
  coder: "Makes the change of one task",
  reviewer: "Judges a change against its task",
  fixer: "Fixes what a verification found",
};

/**
 * Adds the provider, the six agents and the commands to OpenCode's config. What the user defined under the same
 * name is kept; the returned `agentName` says what each role is called then.
 */
export async function registerInConfig(config: Config, options: Options) {
  config.agent ??= {};
  const agents = config.agent as Record<string, AgentConfig | undefined>;
  const userAgents = new Set(Object.keys(agents));
  const agentName = (role: AgentRole) => (userAgents.has(role) ? `orchestrator-${role}` : role);
  const servers = Object.keys((config as { mcp?: object }).mcp ?? {});

  const userRules = asRules(config.permission);
  config.permission = { ...userRules, ...submitDenied } as NonNullable<Config["permission"]>;
  for (const agent of Object.values(agents)) {
    if (agent?.permission !== undefined) agent.permission = { ...asRules(agent.permission), ...submitDenied };
  }

  for (const role of agentRoles) {
    const own = options.agents[role];
    agents[agentName(role)] = {
      description: `${descriptions[role]} (orchestrator)`,
      // Not "subagent": the task tool of every other agent would list it, at that agent's cost.
      mode: "primary",
      hidden: true,
      prompt: promptOf(await loadPrompt(role), own?.prompt),
      permission: rolePermission(role, servers, own?.permission, userRules),
      ...(own?.temperature === undefined ? {} : { temperature: own.temperature }),
    };
  }
  const orchestrator = userAgents.has(orchestratorAgent)
    ? `statechart-${orchestratorAgent}`
    : orchestratorAgent;
  agents[orchestrator] = {
    description: "Drives planner, searcher, coder, reviewer and fixer by a statechart; uses no tokens itself",
    mode: "primary",
    color: "#7c6cf0",
    permission: { "*": "deny", question: "allow", todowrite: "allow" },
  };

  config.provider = { ...config.provider, [statechartProvider]: providerConfig() } as NonNullable<
    Config["provider"]
  >;
  keepProvider(config);

  config.command ??= {};
  const taken = Object.keys(commands).filter((name) => config.command?.[name]);
  for (const [name, description] of Object.entries(commands)) {
    config.command[name] ??= { template: "$ARGUMENTS", description, agent: orchestrator };
  }
  return { agentName, orchestrator, taken };
}

/** The user's filters are about who may be asked and paid. The statechart asks nobody, and without it no command works. */
function keepProvider(config: Config): void {
  const { enabled_providers: enabled, disabled_providers: disabled } = config;
  if (enabled) config.enabled_providers = [...new Set([...enabled, statechartProvider])];
  if (disabled) config.disabled_providers = disabled.filter((id) => id !== statechartProvider);
}

function promptOf(original: string, own: NonNullable<Options["agents"][AgentRole]>["prompt"]): string {
  if (typeof own === "string") return own;
  const prompt = own?.replace ?? original;
  return own?.append ? `${prompt}\n\n${own.append}` : prompt;
}

/** Least privilege on top of the user's own rules: these rules only ever deny, but for the role's submit tools. */
function rolePermission(
  role: AgentRole,
  servers: readonly string[],
  own: Permission | undefined,
  userRules: Permission,
): Permission {
  const isReader = readers.includes(role);
  const denied = [
    ...deniedToAll,
    ...(isReader ? deniedToReaders : []),
    ...(isReader ? servers.map((server) => `${server.replaceAll(/[^\w-]/g, "_")}_*`) : []),
  ];
  return {
    ...restrictions(own ?? {}, userRules),
    ...Object.fromEntries(denied.map((tool) => [tool, "deny"])),
    ...submitDenied,
    ...Object.fromEntries(submitTools[role].map(({ name }) => [name, "allow"])),
  };
}

/** What of `own` restricts the user's rules: no "allow", and no "ask" where the user denies; patterns included. */
function restrictions(own: Permission, userRules: Permission): Permission {
  return Object.fromEntries(
    Object.entries(own).flatMap(([tool, rule]) => {
      const users = userRules[tool] ?? userRules["*"];
      if (typeof rule !== "object" || rule === null) {
        return rule === "allow" || (rule === "ask" && users === "deny") ? [] : [[tool, rule]];
      }
      const kept = restrictions(rule as Permission, asRules(users));
      return Object.keys(kept).length > 0 ? [[tool, kept]] : [];
    }),
  );
}

function providerConfig() {
  return {
    name: "Orchestrator",
    npm: new URL("../provider.js", import.meta.url).href,
    models: {
      [statechartModel]: {
        name: "Statechart (no tokens)",
        tool_call: true,
        limit: { context: 1_000_000, output: 100_000 },
        cost: { input: 0, output: 0 },
      },
    },
  };
}

function asRules(permission: unknown): Permission {
  if (typeof permission === "string") return { "*": permission };
  return typeof permission === "object" && permission !== null ? (permission as Permission) : {};
}
