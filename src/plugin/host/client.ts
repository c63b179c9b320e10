import type { PluginInput } from "@opencode-ai/plugin";
import type { OpencodeClient } from "@opencode-ai/sdk/v2/client";

/** The host, as the plugin sees it. It lives in closures only, never in the chart's context. */
export interface Host {
  client(): Promise<OpencodeClient>;
  /** The folder that OpenCode was started in; agents, checks and checkpoints work there. */
  folder: string;
  log(level: "debug" | "info" | "warn" | "error", message: string, extra?: Record<string, unknown>): void;
}

/**
 * The SDK's second client over the in-process `fetch` of the first: there is no listening server in a one-shot
 * run. It is made when it is first used, since a client call while plugins load can hang the start of OpenCode.
 */
export function createHost(input: PluginInput): Host {
  let client: Promise<OpencodeClient> | undefined;
  return {
    folder: input.directory,
    client: () => {
      client ??= connect(input);
      return client;
    },
    log(level, message, extra) {
      void input.client.app
        .log({ body: { service: "orchestrator", level, message, ...(extra ? { extra } : {}) } })
        .catch(() => {});
    },
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
