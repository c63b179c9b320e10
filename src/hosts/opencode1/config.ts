import type { Config } from "@opencode-ai/plugin";
import { type AgentRole, agentRoles } from "../../contracts/agent.js";
import type { Options } from "../../contracts/options.js";
import {
  type Ability,
  agentNames,
  deniedAbilities,
  descriptions,
  orchestratorDescription,
  orchestratorName,
  promptOf,
  submitToolNames,
  submitToolNamesOf,
} from "../../plugin/agents/roles.js";
import { commands, statechartModel, statechartProvider } from "../../plugin/names.js";

export type AgentName = (role: AgentRole) => string;

type Permission = Record<string, unknown>;
type AgentConfig = { permission?: unknown; [key: string]: unknown };

const submitDenied = Object.fromEntries(submitToolNames.map((name) => [name, "deny"]));

const toolsOf: Record<Exclude<Ability, "use MCP servers">, readonly string[]> = {
  delegate: ["task"],
  "ask the user": ["question"],
  "keep a list": ["todowrite"],
  "use the web": ["webfetch", "websearch", "codesearch"],
  "use skills": ["skill"],
  "use language servers": ["lsp"],
  edit: ["edit"],
  "run commands": ["bash"],
};

/**
 * Adds the provider, the six agents and the commands to OpenCode's config. What the user defined under the same
 * name is kept; the returned `agentName` says what each role is called then.
 */
export async function registerInConfig(config: Config, options: Options) {
  config.agent ??= {};
  const agents = config.agent as Record<string, AgentConfig | undefined>;
  const userAgents = new Set(Object.keys(agents));
  const agentName: AgentName = agentNames(userAgents);
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
      prompt: await promptOf(role, options),
      permission: rolePermission(role, servers, own?.permission, userRules),
      ...(own?.temperature === undefined ? {} : { temperature: own.temperature }),
    };
  }
  const orchestrator = orchestratorName(userAgents);
  agents[orchestrator] = {
    description: orchestratorDescription,
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

/** Least privilege on top of the user's own rules: these rules only ever deny, but for the role's submit tools. */
function rolePermission(
  role: AgentRole,
  servers: readonly string[],
  own: Permission | undefined,
  userRules: Permission,
): Permission {
  const ofServers = servers.map((server) => `${server.replaceAll(/[^\w-]/g, "_")}_*`);
  const denied = deniedAbilities(role).flatMap((ability) =>
    ability === "use MCP servers" ? ofServers : toolsOf[ability],
  );
  return {
    ...restrictions(own ?? {}, userRules),
    ...Object.fromEntries(denied.map((tool) => [tool, "deny"])),
    ...submitDenied,
    ...Object.fromEntries(submitToolNamesOf(role).map((name) => [name, "allow"])),
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
    npm: new URL("../../plugin/provider.js", import.meta.url).href,
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
