import type { PluginInput } from "@opencode-ai/plugin";
import type { OpencodeClient } from "@opencode-ai/sdk/v2/client";
import { agentRoles } from "../../contracts/agent.js";
import type { Host } from "../../plugin/ports.js";
import { activityOf, usageOf } from "./agents/session-messages.js";
import { attachmentsIn } from "./attachments.js";
import type { AgentName } from "./config.js";
import { createModels } from "./models.js";

/** OpenCode's API. It lives in closures only, never in the chart's context. */
export type Client = () => Promise<OpencodeClient>;

/** @param agentName what a role is called in OpenCode's config */
export function createHost(input: PluginInput, client: Client, agentName: AgentName): Host {
  return {
    folder: input.directory,
    log(level, message, extra) {
      void input.client.app
        .log({ body: { service: "orchestrator", level, message, ...(extra ? { extra } : {}) } })
        .catch(() => {});
    },
    async toast(title, message) {
      const { tui } = await client();
      await tui.showToast({ title, message, variant: "error", duration: 15_000 });
    },
    models: createModels(client),
    async rules() {
      const { app } = await client();
      const agents = (await app.agents()).data ?? [];
      const rules = agentRoles.map((role) => {
        const agent = agents.find(({ name }) => name === agentName(role));
        return [role, agent?.permission ?? []] as const;
      });
      return Object.fromEntries(rules);
    },
    sessions: {
      async attachments(sessionID, startedAt) {
        const { session } = await client();
        return attachmentsIn((await session.messages({ sessionID })).data ?? [], startedAt);
      },
      async end(sessionID) {
        await (await client()).session.abort({ sessionID });
      },
      async read(sessionID, until) {
        const { session } = await client();
        const messages = (await session.messages({ sessionID })).data;
        if (!messages) return undefined;
        const parts = messages.flatMap((message) => message.parts);
        return { usage: usageOf(messages.map(({ info }) => info)), activity: activityOf(parts, until) };
      },
    },
  };
}

/**
 * The SDK's second client over the in-process `fetch` of the first: there is no listening server in a one-shot
 * run. It is made when it is first used, since a client call while plugins load can hang the start of OpenCode.
 */
export function createClient(input: PluginInput): Client {
  let client: Promise<OpencodeClient> | undefined;
  return () => {
    client ??= connect(input);
    return client;
  };
}

async function connect(input: PluginInput): Promise<OpencodeClient> {
  const { createOpencodeClient } = await import("@opencode-ai/sdk/v2/client");
  const inner = (input.client as unknown as { _client?: { getConfig(): ClientConfig } })._client?.getConfig();
  return createOpencodeClient({
    baseUrl: inner?.baseUrl ?? input.serverUrl.toString(),
    directory: input.directory,
    ...(inner?.fetch ? { fetch: inner.fetch } : {}),
  });
}

interface ClientConfig {
  baseUrl?: string;
  fetch?: typeof fetch;
}
