import { type AgentRole, agentRoles } from "../../contracts/agent.js";
import type { Host } from "../../plugin/ports.js";
import { toUsage } from "./agents/usage.js";
import type { Context } from "./context.js";
import { createModels } from "./models.js";

/** OpenCode 2 has neither a log nor a toast for plugins; problems are told as the answer of a command. */
export function createHost(context: Context, agentName: (role: AgentRole) => string): Host {
  return {
    folder: context.location.directory,
    log() {},
    toast: async () => {},
    models: createModels(context),
    async rules() {
      const { data } = await context.agent.list();
      const rules = agentRoles.map((role) => {
        const agent = data.find(({ id }) => id === agentName(role));
        const listed = (agent?.permissions ?? []).map(({ action, resource, effect }) => ({
          permission: action,
          pattern: resource,
          action: effect,
        }));
        return [role, listed] as const;
      });
      return Object.fromEntries(rules);
    },
    sessions: {
      // The tool that runs an agent takes words only; whoever attaches something is told so.
      attachments: async () => [],
      async end(sessionID) {
        await context.session.interrupt({ sessionID }).catch(() => {});
      },
      async read(sessionID, until) {
        const info = await context.session.get({ sessionID }).catch(() => undefined);
        if (!info) return undefined;
        // When its tools ran is not asked for: any of its time may have been theirs.
        return {
          usage: toUsage(info),
          activity: { spans: [{ start: info.time.created, end: until }], files: [] },
        };
      },
    },
  };
}
