import type { AgentRole } from "../../contracts/agent.js";
import { deniedTools } from "../../contracts/needed-tools.js";
import type { Host } from "../ports.js";

/**
 * The tools that agents need and that the user's permissions take away. Without them a run would only pretend to work.
 * @returns a line for each; none where the host does not say
 */
export async function missingTools(host: Host, roles: readonly AgentRole[]): Promise<string[]> {
  const rules = await host.rules();
  return deniedTools(Object.fromEntries(roles.map((role) => [role, rules[role] ?? []])));
}
