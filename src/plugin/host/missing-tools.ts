import type { AgentRole } from "../../contracts/agent.js";
import { deniedTools } from "../../contracts/needed-tools.js";
import type { Workspace } from "../workspace.js";

/**
 * The tools that agents need and that the user's permissions take away. Without them a run would only pretend to work.
 * @returns a line for each; none where OpenCode does not say
 */
export async function missingTools(
  { host, agentName }: Pick<Workspace, "host" | "agentName">,
  roles: readonly AgentRole[],
): Promise<string[]> {
  const client = await host.client();
  const agents = (await client.app.agents()).data ?? [];
  const rules = roles.map((role) => {
    const agent = agents.find(({ name }) => name === agentName(role));
    return [role, agent?.permission ?? []] as const;
  });
  return deniedTools(Object.fromEntries(rules));
}
