import { type AgentRole, agentRoles } from "../../../contracts/agent.js";
import type { Options } from "../../../contracts/options.js";
import {
  type Ability,
  deniedAbilities,
  descriptions,
  orchestratorDescription,
  promptOf,
  submitToolNames,
  submitToolNamesOf,
} from "../../../plugin/agents/roles.js";
import { statechartModel, statechartProvider } from "../../../plugin/names.js";
import type { AgentDraft, Rule } from "../context.js";

/** Which tools of OpenCode 2 an ability is. Its MCP servers cannot be asked for by their names at start. */
const toolsOf: Record<Ability, readonly string[]> = {
  delegate: ["subagent", "execute"],
  "ask the user": ["question"],
  "keep a list": [],
  "use the web": ["webfetch", "websearch", "browser_*"],
  "use skills": ["skill"],
  "use language servers": ["lsp"],
  edit: ["edit", "write", "patch"],
  "run commands": ["shell"],
  "use MCP servers": ["mcp_*"],
};

/** The user's own defaults, then what no agent of this role may do; the last rule that fits counts. */
function rulesOf(role: AgentRole, { agents }: Options): Rule[] {
  const denied = deniedAbilities(role).flatMap((ability) => toolsOf[ability]);
  return [
    ...denials(agents[role]?.permission ?? {}),
    ...[...denied, ...submitToolNames, "opencode_*"].map((action) => toRule(action, "deny")),
    ...submitToolNamesOf(role).map((action) => toRule(action, "allow")),
  ];
}

/** How each agent of the team changes the draft that the host begins it with. */
export async function teamDrafts(
  options: Options,
): Promise<ReadonlyMap<AgentRole, (draft: AgentDraft) => void>> {
  const drafts = agentRoles.map(async (role) => {
    const system = await promptOf(role, options);
    const change = (draft: AgentDraft) => {
      Object.assign(draft, {
        name: role,
        description: `${descriptions[role]} (orchestrator)`,
        mode: "subagent",
        hidden: true,
        system,
        permissions: [...draft.permissions, ...rulesOf(role, options)],
      });
    };
    return [role, change] as const;
  });
  return new Map(await Promise.all(drafts));
}

/** What of the option `permission` denies, by the names that tools have here. */
function denials(permission: Readonly<Record<string, unknown>>): Rule[] {
  return Object.entries(permission).flatMap(([tool, rule]) => {
    const patterns = typeof rule === "object" && rule !== null ? Object.entries(rule) : [["*", rule]];
    return patterns.flatMap(([resource, effect]) =>
      (effect === "deny" ? (renamed.get(tool) ?? [tool]) : []).map((action) => ({
        action,
        resource: String(resource),
        effect: "deny" as const,
      })),
    );
  });
}

const renamed = new Map([
  ["edit", toolsOf.edit],
  ["bash", toolsOf["run commands"]],
  ["task", toolsOf.delegate],
]);

export function draftOrchestrator(draft: AgentDraft): void {
  Object.assign(draft, {
    name: "Orchestrator",
    description: orchestratorDescription,
    mode: "primary",
    hidden: false,
    model: { providerID: statechartProvider, id: statechartModel },
    permissions: [toRule("*", "deny"), toRule("question", "allow"), toRule("subagent", "allow")],
  });
}

function toRule(action: string, effect: Rule["effect"]): Rule {
  return { action, resource: "*", effect };
}
