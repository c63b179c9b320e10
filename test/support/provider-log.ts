import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** The APIs that it speaks, each by the name of its provider in {@link ProviderLog.config}. */
export type Api = "compatible" | "openai" | "anthropic" | "google";

export const apis: readonly Api[] = ["compatible", "openai", "anthropic", "google"];

export interface LoggedRequest {
  api: Api;
  body: unknown;
  /** OpenCode's session. */
  session: string | undefined;
}

export interface ProviderLog {
  /** OpenCode's `provider` config: one provider per API, each with the model `model`. */
  config: Record<Api, object>;
  /** All requests so far, oldest first. */
  requests: LoggedRequest[];
  /** Closes the server and destroys open sockets. */
  close(): Promise<void>;
}

/** A server on 127.0.0.1 that answers every API's streaming request with the text "ok" and keeps what it was sent. */
export async function startProviderLog(): Promise<ProviderLog> {
  const requests: LoggedRequest[] = [];

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const api = apis.find((candidate) => paths[candidate].test(incoming.url ?? ""));
    if (!api) {
      response.writeHead(404).end(`no API at ${incoming.url}`);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const session = incoming.headers["x-session-id"];
    requests.push({
      api,
      body: JSON.parse(Buffer.concat(chunks).toString("utf8")),
      session: typeof session === "string" ? session : undefined,
    });
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const event of replies[api]) {
      const name = "type" in event ? `event: ${event.type}\n` : "";
      response.write(`${name}data: ${JSON.stringify(event)}\n\n`);
    }
    response.end(api === "compatible" ? "data: [DONE]\n\n" : "");
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = (npm: string, root: string) => ({
    npm,
    options: { baseURL: `${origin}/${root}`, apiKey: "not-a-key" },
    models: { model: { tool_call: true, limit: { context: 200_000, output: 32_000 } } },
  });
  return {
    config: {
      compatible: provider("@ai-sdk/openai-compatible", "v1"),
      openai: provider("@ai-sdk/openai", "v1"),
      anthropic: provider("@ai-sdk/anthropic", "v1"),
      google: provider("@ai-sdk/google", "v1beta"),
    },
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const paths: Record<Api, RegExp> = {
  compatible: /^\/v1\/chat\/completions$/,
  openai: /^\/v1\/responses$/,
  anthropic: /^\/v1\/messages$/,
  google: /^\/v1beta\/models\/model:streamGenerateContent/,
};

const chunk = { id: "chat_1", object: "chat.completion.chunk", created: 1, model: "model" };
const message = { type: "message", id: "msg_1", role: "assistant" };
const response = { id: "resp_1", created_at: 1, model: "model" };

const replies: Record<Api, object[]> = {
  compatible: [
    { ...chunk, choices: [{ index: 0, delta: { role: "assistant", content: "ok" }, finish_reason: null }] },
    { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
    { ...chunk, choices: [], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } },
  ],
  openai: [
    { type: "response.created", response },
    { type: "response.output_item.added", output_index: 0, item: { ...message, content: [] } },
    { type: "response.output_text.delta", item_id: message.id, output_index: 0, delta: "ok" },
    {
      type: "response.output_item.done",
      output_index: 0,
      item: { ...message, content: [{ type: "output_text", text: "ok", annotations: [] }] },
    },
    {
      type: "response.completed",
      response: { ...response, incomplete_details: null, usage: { input_tokens: 1, output_tokens: 1 } },
    },
  ],
  anthropic: [
    {
      type: "message_start",
      message: { ...message, model: "model", content: [], usage: { input_tokens: 1, output_tokens: 1 } },
    },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "ok" } },
    { type: "content_block_stop", index: 0 },
    {
      type: "message_delta",
      delta: { stop_reason: "end_turn", stop_sequence: null },
      usage: { output_tokens: 1 },
    },
    { type: "message_stop" },
  ],
  google: [
    {
      candidates: [{ index: 0, content: { role: "model", parts: [{ text: "ok" }] }, finishReason: "STOP" }],
      usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
    },
  ],
};
