import { type AgentRole, agentRoles } from "./agent.js";

/** A rule of OpenCode's permissions. Of those that fit a tool the last one counts. */
export interface PermissionRule {
  permission: string;
  pattern: string;
  action: string;
}

/** The tools without which an agent cannot work. OpenCode has one permission for all tools that edit. */
const neededTools: Record<AgentRole, readonly string[]> = {
  planner: ["read"],
  searcher: ["read"],
  coder: ["read", "edit"],
  reviewer: ["read"],
  fixer: ["read", "edit"],
};

/**
 * What OpenCode's permissions take away from agents that need it.
 *
 * @param rulesOf the rules of each agent, as OpenCode has resolved them; an agent that is missing is not judged
 * @returns a line for each rule, like `coder, fixer: no edit, by "edit": "deny"`
 */
export function deniedTools(rulesOf: Partial<Record<AgentRole, readonly PermissionRule[]>>): string[] {
  const denied = new Map<string, AgentRole[]>();
  for (const role of agentRoles) {
    for (const tool of neededTools[role]) {
      const rule = denyingRule(rulesOf[role] ?? [], tool);
      if (!rule) continue;
      const what = `no ${tool}, by "${rule.permission}": "deny"`;
      denied.set(what, [...(denied.get(what) ?? []), role]);
    }
  }
  return [...denied].map(([what, roles]) => `${roles.join(", ")}: ${what}`);
}

/** Where such a rule can stand. */
export const permissionPlaces =
  "`permission` or `tools` in OpenCode's config, the variable OPENCODE_PERMISSION, or the option `agents.<role>.permission`";

/** The rule that takes a tool away whole. One that denies some files only leaves the tool there. */
function denyingRule(rules: readonly PermissionRule[], tool: string): PermissionRule | undefined {
  const last = rules.findLast(({ permission }) => fits(permission, tool));
  return last?.pattern === "*" && last.action === "deny" ? last : undefined;
}

function fits(wildcard: string, tool: string): boolean {
  const literal = wildcard.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(tool);
}
