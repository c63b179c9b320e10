import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** The APIs that it speaks, each by the name of its provider in {@link ProviderLog.config}. */
export type Api = keyof typeof dialects;

/** What a model reads of a conversation, in order. The system prompt is none of it. */
export interface Piece {
  kind: "user" | "text" | "call" | "result";
  /** Of a call or a result. Gemini has no ids: there it is the tool's name. */
  id?: string;
  /** Of a call: the tool's name. */
  tool?: string;
  text: string;
  /** UTF-8 bytes as JSON. */
  bytes: number;
}

export interface LoggedRequest {
  api: Api;
  /** OpenCode's session. */
  session: string | undefined;
  pieces: Piece[];
  /** The messages' roles, system left out. */
  roles: string[];
}

export interface ProviderLog {
  /** OpenCode's `provider` config: one provider per API, each with the model `model`. */
  config: Record<Api, object>;
  /** All requests so far, oldest first. */
  requests: LoggedRequest[];
  /** Closes the server and destroys open sockets. */
  close(): Promise<void>;
}

interface Dialect {
  npm: string;
  root: string;
  path: RegExp;
  /** A whole streamed reply: the text "ok". */
  reply: object[];
  read(body: Json): Pick<LoggedRequest, "pieces" | "roles">;
}

/** A request's body, of which only what is read is known. */
// biome-ignore lint/suspicious/noExplicitAny: four foreign formats, and a wrong guess fails the test that reads it
type Json = any;

/** A server on 127.0.0.1 that answers every API's streaming request with the text "ok" and keeps what it was sent. */
export async function startProviderLog(): Promise<ProviderLog> {
  const requests: LoggedRequest[] = [];

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const api = apis.find((candidate) => dialects[candidate].path.test(incoming.url ?? ""));
    if (!api) {
      response.writeHead(404).end(`no API at ${incoming.url}`);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const session = incoming.headers["x-session-id"];
    const read = dialects[api].read(JSON.parse(Buffer.concat(chunks).toString("utf8")));
    requests.push({ api, session: typeof session === "string" ? session : undefined, ...read });
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const event of dialects[api].reply) {
      const name = "type" in event ? `event: ${event.type}\n` : "";
      response.write(`${name}data: ${JSON.stringify(event)}\n\n`);
    }
    response.end();
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = Object.fromEntries(
    apis.map((api) => [
      api,
      {
        npm: dialects[api].npm,
        options: { baseURL: `${origin}/${dialects[api].root}`, apiKey: "not-a-key" },
        models: { model: { tool_call: true, limit: { context: 200_000, output: 32_000 } } },
      },
    ]),
  ) as Record<Api, object>;
  return {
    config,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * What an API would refuse, a sentence each: every run of calls is followed by exactly its results, no result
 * stands elsewhere, nothing is empty, and roles alternate as the strictest of the servers want it.
 */
export function findProblems({ api, pieces, roles }: LoggedRequest): string[] {
  const problems = pieces
    .filter(({ kind, text }) => kind !== "call" && !text?.trim())
    .map(({ kind }) => `an empty ${kind}`);
  for (let start = 0; start < pieces.length; ) {
    const calls = runOf("call", pieces, start);
    const results = runOf("result", pieces, start + calls.length);
    if (calls.join() !== results.join()) {
      problems.push(`calls [${calls}] are followed by the results [${results}]`);
    }
    start += calls.length + results.length || 1;
  }
  for (const [index, role] of roles.entries()) {
    const mustAlternate = role !== "user" || api === "anthropic";
    if (mustAlternate && role !== "tool" && role === roles[index - 1]) {
      problems.push(`message ${index} is the second ${role} in a row`);
    }
  }
  if (pieces[0]?.kind !== "user") problems.push("the conversation does not begin with the user");
  if (pieces.at(-1)?.kind !== "user") problems.push("the conversation does not end with the user");
  return problems;
}

function runOf(kind: Piece["kind"], pieces: readonly Piece[], start: number): (string | undefined)[] {
  const rest = pieces.slice(start);
  const end = rest.findIndex((candidate) => candidate.kind !== kind);
  return (end < 0 ? rest : rest.slice(0, end)).map(({ id }) => id);
}

function piece(kind: Piece["kind"], source: Json, known: Omit<Piece, "kind" | "bytes">): Piece {
  return { kind, ...known, bytes: Buffer.byteLength(JSON.stringify(source)) };
}

const chatChunk = { id: "chat_1", object: "chat.completion.chunk", created: 1, model: "model" };
const message = { type: "message", id: "msg_1", role: "assistant" };
const response = { id: "resp_1", created_at: 1, model: "model" };

const dialects = {
  compatible: {
    npm: "@ai-sdk/openai-compatible",
    root: "v1",
    path: /^\/v1\/chat\/completions$/,
    reply: [
      {
        ...chatChunk,
        choices: [{ index: 0, delta: { role: "assistant", content: "ok" }, finish_reason: null }],
      },
      { ...chatChunk, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
    ],
    read({ messages }) {
      const own = messages.filter(({ role }: Json) => role !== "system");
      return { roles: own.map(({ role }: Json) => role), pieces: own.flatMap(readChatMessage) };
    },
  },
  openai: {
    npm: "@ai-sdk/openai",
    root: "v1",
    path: /^\/v1\/responses$/,
    reply: [
      { type: "response.created", response },
      { type: "response.output_item.added", output_index: 0, item: { ...message, content: [] } },
      { type: "response.output_text.delta", item_id: message.id, output_index: 0, delta: "ok" },
      { type: "response.output_item.done", output_index: 0, item: { ...message, content: [] } },
      {
        type: "response.completed",
        response: { ...response, incomplete_details: null, usage: { input_tokens: 1, output_tokens: 1 } },
      },
    ],
    read({ input }) {
      const own = input.filter(({ role }: Json) => role !== "system" && role !== "developer");
      return { roles: [], pieces: own.flatMap(readResponsesItem) };
    },
  },
  anthropic: {
    npm: "@ai-sdk/anthropic",
    root: "v1",
    path: /^\/v1\/messages$/,
    reply: [
      {
        type: "message_start",
        message: { ...message, model: "model", content: [], usage: { input_tokens: 1, output_tokens: 1 } },
      },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "ok" } },
      { type: "content_block_stop", index: 0 },
      { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 1 } },
      { type: "message_stop" },
    ],
    read({ messages }) {
      const blocks = ({ role, content }: Json) => content.map((block: Json) => readBlock(role, block));
      return { roles: messages.map(({ role }: Json) => role), pieces: messages.flatMap(blocks) };
    },
  },
  google: {
    npm: "@ai-sdk/google",
    root: "v1beta",
    path: /^\/v1beta\/models\/model:streamGenerateContent/,
    reply: [
      {
        candidates: [{ index: 0, content: { role: "model", parts: [{ text: "ok" }] }, finishReason: "STOP" }],
        usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
      },
    ],
    read({ contents }) {
      const parts = ({ role, parts }: Json) => parts.map((part: Json) => readGeminiPart(role, part));
      return { roles: contents.map(({ role }: Json) => role), pieces: contents.flatMap(parts) };
    },
  },
} satisfies Record<string, Dialect>;

export const apis = Object.keys(dialects) as Api[];

/** OpenAI takes an empty content beside calls, and OpenCode always sends one. */
function readChatMessage(source: Json): Piece[] {
  const { role, content, tool_calls: calls = [], tool_call_id: id } = source;
  if (role === "tool") return [piece("result", source, { id, text: content })];
  if (role === "user") return [piece("user", source, { text: content })];
  return [
    ...(content || calls.length === 0 ? [piece("text", content, { text: content })] : []),
    ...calls.map((call: Json) =>
      piece("call", call, { id: call.id, tool: call.function.name, text: call.function.arguments }),
    ),
  ];
}

/** A reference to an item of the server's store is an unknown kind here: OpenCode stores nothing there. */
function readResponsesItem(source: Json): Piece[] {
  const { type, role, content, call_id: id, name: tool } = source;
  if (type === "function_call") return [piece("call", source, { id, tool, text: source.arguments })];
  if (type === "function_call_output") return [piece("result", source, { id, text: source.output })];
  const kind = { user: "user", assistant: "text" } as const;
  return content.map((part: Json) => piece(kind[role as keyof typeof kind], part, { text: part.text }));
}

function readBlock(role: string, block: Json): Piece {
  switch (block.type) {
    case "tool_use":
      return piece("call", block, { id: block.id, tool: block.name, text: JSON.stringify(block.input) });
    case "tool_result":
      return piece("result", block, { id: block.tool_use_id, text: JSON.stringify(block.content) });
    default:
      return piece(role === "user" ? "user" : "text", block, { text: block.text });
  }
}

function readGeminiPart(role: string, part: Json): Piece {
  const { text, functionCall: call, functionResponse: result } = part;
  if (call) return piece("call", part, { id: call.name, tool: call.name, text: JSON.stringify(call.args) });
  if (result) return piece("result", part, { id: result.name, text: result.response.content });
  return piece(role === "user" ? "user" : "text", part, { text });
}
