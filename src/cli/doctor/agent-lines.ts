import { agentRoles } from "../../contracts/agent.js";
import { deniedTools, type PermissionRule, permissionPlaces } from "../../contracts/needed-tools.js";
import { fail, type Line, ok } from "./line.js";
import type { ResolvedConfig } from "./plugin-lines.js";

/** Whether the agents may use the tools that they need. @param config what OpenCode made of its configs */
export function agentLines({ agent = {}, permission }: ResolvedConfig): Line[] {
  const rulesOf = agentRoles.map((role) => {
    // The plugin gives way to an agent that the user has called the same.
    const own = agent[`orchestrator-${role}`] ?? agent[role];
    return [role, [...toRules(permission), ...toRules(own?.permission)]] as const;
  });
  const denied = deniedTools(Object.fromEntries(rulesOf));
  if (denied.length === 0) return [ok("The agents may use the tools that they need")];
  return denied.map((line) =>
    fail(`Tools of ${line}`, `Allow it, or set it to "ask"; the rule is in ${permissionPlaces}`),
  );
}

/** A config's permissions in the order in which they are written; the last one that fits a tool counts. */
function toRules(permission: unknown): PermissionRule[] {
  if (Array.isArray(permission)) return (permission as Rule2[]).map(toRule);
  if (typeof permission === "string") return [{ permission: "*", pattern: "*", action: permission }];
  return Object.entries(permission ?? {}).flatMap(([name, rule]: [string, unknown]) =>
    typeof rule === "string"
      ? [{ permission: name, pattern: "*", action: rule }]
      : Object.entries(rule ?? {}).map(([pattern, action]) => ({
          permission: name,
          pattern,
          action: String(action),
        })),
  );
}

/** A rule of OpenCode 2. */
interface Rule2 {
  action: string;
  resource: string;
  effect: string;
}

function toRule({ action, resource, effect }: Rule2): PermissionRule {
  return { permission: action, pattern: resource, action: effect };
}
