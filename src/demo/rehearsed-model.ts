import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** One request to the model, with what scripts and tests ask of it. */
export interface ModelRequest {
  /** 0 for the first request that this server got. */
  index: number;
  /** Arrival, in milliseconds since the epoch. */
  at: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: ChatBody;
  /** The request tags `x-orchestrator-*`: the role, the task's id, 0 for the coder and 1.. for the fixer, the run's id. */
  agent: string | undefined;
  task: string | undefined;
  attempt: number | undefined;
  run: string | undefined;
  /** OpenCode's session. */
  session: string | undefined;
  /** How many requests of the same session came before; OpenCode's title requests are not counted. */
  step: number;
  /** UTF-8 bytes of all system messages. */
  systemBytes: number;
  /** UTF-8 bytes of the tools as JSON, 0 without tools. */
  toolsBytes: number;
  /** Names of the offered tools. */
  tools: string[];
  lastUserText: string;
  /** The text of all messages, system and tool results included. */
  text: string;
  /** All tool results in the conversation, oldest first. */
  toolResults: { name?: string; content: string }[];
}

export interface ChatBody {
  model?: string;
  stream?: boolean;
  messages: ChatMessage[];
  tools?: { type: string; function: { name: string; description?: string; parameters?: unknown } }[];
  tool_choice?: unknown;
  temperature?: number;
  [field: string]: unknown;
}

export interface ChatMessage {
  role: "system" | "developer" | "user" | "assistant" | "tool";
  content?: string | { type: string; text?: string }[] | null;
  tool_calls?: { id: string; type: string; function: { name: string; arguments: string } }[];
  tool_call_id?: string;
}

export type ModelReply =
  | { text: string }
  /** Arguments given as a string are sent as they are, half a JSON too. */
  | { toolCalls: { name: string; arguments: unknown }[]; text?: string }
  /** An HTTP error. */
  | { status: number; body?: unknown }
  /** The stream begins with this text, then the socket is destroyed. */
  | { cutAfter: string }
  /** No answer, not even headers, until the client leaves or the server closes. */
  | { hang: true };

export interface RehearsedModel {
  /** The base URL for an OpenAI-compatible provider: `http://127.0.0.1:<port>/v1`. */
  url: string;
  /** All requests so far, oldest first. */
  requests: ModelRequest[];
  /** The first request, past or future, that fits; rejects after `timeoutMs` (default 30,000) or when the server closes. */
  waitForRequest(predicate: (request: ModelRequest) => boolean, timeoutMs?: number): Promise<ModelRequest>;
  /** Closes the server and destroys open sockets. */
  close(): Promise<void>;
}

/**
 * A model with rehearsed answers: a server on 127.0.0.1 at a free port that speaks OpenAI's chat completions,
 * streamed or not, with token usage.
 *
 * @param script decides each reply. What it throws is answered with 400, which OpenCode does not retry.
 * @param options `chunkDelayMs`: the pause between two pieces of a stream, in milliseconds; default 0.
 */
export async function startRehearsedModel(
  script: (request: ModelRequest) => ModelReply | Promise<ModelReply>,
  options: { chunkDelayMs?: number } = {},
): Promise<RehearsedModel> {
  const requests: ModelRequest[] = [];
  const waiters = new Set<Waiter>();
  const stepsOfSession = new Map<string, number>();
  let closing: Promise<void> | undefined;

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (incoming.method !== "POST" || incoming.url !== "/v1/chat/completions") {
      sendJson(response, 404, {
        error: { message: `The rehearsed model has no ${incoming.method} ${incoming.url}` },
      });
      return;
    }
    const raw = await readBody(incoming);
    const request = receive(incoming, raw);
    let reply: ModelReply;
    try {
      reply = await script(request);
    } catch (error) {
      reply = { status: 400, body: { error: { message: `The rehearsal failed: ${String(error)}` } } };
    }
    if (!response.destroyed)
      await send(response, request, reply, Buffer.byteLength(raw), options.chunkDelayMs ?? 0);
  }

  function receive(incoming: IncomingMessage, raw: string): ModelRequest {
    const described = describeRequest(incoming, JSON.parse(raw) as ChatBody);
    const session = described.session ?? "";
    const step = stepsOfSession.get(session) ?? 0;
    if (!isTitleRequest(described.body)) stepsOfSession.set(session, step + 1);
    const request: ModelRequest = { ...described, index: requests.length, step };
    requests.push(request);
    for (const waiter of waiters) waiter.offer(request);
    return request;
  }

  function waitForRequest(
    predicate: (request: ModelRequest) => boolean,
    timeoutMs = 30_000,
  ): Promise<ModelRequest> {
    const past = requests.find(predicate);
    if (past) return Promise.resolve(past);
    if (closing)
      return Promise.reject(new Error("The rehearsed model is closed: no more requests will come"));
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        waiters.delete(waiter);
      };
      const waiter: Waiter = {
        offer: (request) => {
          if (!predicate(request)) return;
          settle();
          resolve(request);
        },
        giveUp: (why) => {
          settle();
          reject(new Error(`${why}. Requests so far: ${requests.map(nameOf).join(", ") || "none"}`));
        },
      };
      const timer = setTimeout(
        () => waiter.giveUp(`No such model request within ${timeoutMs} ms`),
        timeoutMs,
      );
      waiters.add(waiter);
    });
  }

  function close(): Promise<void> {
    closing ??= new Promise((resolve) => {
      for (const waiter of waiters) waiter.giveUp("The rehearsed model was closed");
      server.close(() => resolve());
      server.closeAllConnections();
    });
    return closing;
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1`, requests, waitForRequest, close };
}

interface Waiter {
  offer(request: ModelRequest): void;
  giveUp(why: string): void;
}

function describeRequest(incoming: IncomingMessage, body: ChatBody): Omit<ModelRequest, "index" | "step"> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  const system = body.messages.filter(isSystemMessage).map(textOf);
  const calls = new Map(
    body.messages.flatMap((message) => message.tool_calls ?? []).map((call) => [call.id, call.function.name]),
  );
  const attempt = headers["x-orchestrator-attempt"];
  return {
    at: Date.now(),
    headers,
    body,
    agent: headers["x-orchestrator-agent"],
    task: headers["x-orchestrator-task"],
    attempt: attempt === undefined ? undefined : Number(attempt),
    run: headers["x-orchestrator-run"],
    session: headers["x-session-id"],
    systemBytes: Buffer.byteLength(system.join("")),
    toolsBytes: body.tools ? Buffer.byteLength(JSON.stringify(body.tools)) : 0,
    tools: (body.tools ?? []).map((tool) => tool.function.name),
    lastUserText: textOf(body.messages.findLast((message) => message.role === "user")),
    text: body.messages.map(textOf).join("\n"),
    toolResults: body.messages
      .filter((message) => message.role === "tool")
      .map((message) => {
        const name = calls.get(message.tool_call_id ?? "");
        return { ...(name === undefined ? {} : { name }), content: textOf(message) };
      }),
  };
}

function isSystemMessage(message: ChatMessage): boolean {
  return message.role === "system" || message.role === "developer";
}

/** OpenCode asks for a session's title beside the session's own requests, at an unforeseeable moment. */
function isTitleRequest(body: ChatBody): boolean {
  return body.messages.some(
    (message) => isSystemMessage(message) && /title generator/i.test(textOf(message)),
  );
}

function textOf(message: ChatMessage | undefined): string {
  const content = message?.content ?? "";
  return typeof content === "string" ? content : content.map((part) => part.text ?? "").join("\n");
}

function nameOf(request: ModelRequest): string {
  const tags = [request.agent, request.task, request.attempt].filter((tag) => tag !== undefined).join("/");
  return `#${request.index} ${tags || "untagged"} step ${request.step}`;
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function send(
  response: ServerResponse,
  request: ModelRequest,
  reply: ModelReply,
  requestBytes: number,
  chunkDelayMs: number,
): Promise<void> {
  if ("hang" in reply) return;
  if ("status" in reply) {
    const message = `Rehearsed error ${reply.status}`;
    sendJson(response, reply.status, reply.body ?? { error: { message, type: "rehearsed" } });
    return;
  }
  const completion = describeCompletion(request, reply, requestBytes);
  if (request.body.stream === false || request.body.stream === undefined) {
    if ("cutAfter" in reply) response.destroy();
    else sendJson(response, 200, wholeCompletion(completion));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  for (const chunk of streamedCompletion(completion)) {
    if (response.destroyed) return;
    await write(response, `data: ${JSON.stringify(chunk)}\n\n`);
    if (chunkDelayMs > 0) await delay(chunkDelayMs);
  }
  if ("cutAfter" in reply) {
    await delay(cutPauseMs);
    response.destroy();
  } else response.end("data: [DONE]\n\n");
}

/** A client that gets text and cut in one read takes it for a refused connection and drops the text. */
const cutPauseMs = 100;

/** Resolves when the piece was handed to the socket: a cut afterwards does not swallow it. */
function write(response: ServerResponse, piece: string): Promise<void> {
  return new Promise((resolve) => response.write(piece, () => resolve()));
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

interface Completion {
  id: string;
  created: number;
  model: string;
  text: string;
  calls: { id: string; name: string; arguments: string }[];
  finish: "stop" | "tool_calls" | undefined;
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}

function describeCompletion(
  request: ModelRequest,
  reply: Exclude<ModelReply, { status: number } | { hang: true }>,
  requestBytes: number,
): Completion {
  const text = "cutAfter" in reply ? reply.cutAfter : (reply.text ?? "");
  const calls = ("toolCalls" in reply ? reply.toolCalls : []).map((call, index) => ({
    id: `call_${request.index}_${index}`,
    name: call.name,
    arguments: typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments ?? {}),
  }));
  const written = text + calls.map((call) => call.name + call.arguments).join("");
  const prompt_tokens = Math.ceil(requestBytes / 4);
  const completion_tokens = Math.max(1, Math.ceil(Buffer.byteLength(written) / 4));
  return {
    id: `chatcmpl-${request.index}`,
    created: Math.floor(request.at / 1000),
    model: request.body.model ?? "rehearsed",
    text,
    calls,
    finish: "cutAfter" in reply ? undefined : calls.length > 0 ? "tool_calls" : "stop",
    usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens },
  };
}

function wholeCompletion({ id, created, model, text, calls, finish, usage }: Completion): object {
  const tool_calls = calls.map((call) => ({
    id: call.id,
    type: "function",
    function: { name: call.name, arguments: call.arguments },
  }));
  const message = { role: "assistant", content: text || null, ...(calls.length > 0 ? { tool_calls } : {}) };
  const choices = [{ index: 0, message, finish_reason: finish }];
  return { id, object: "chat.completion", created, model, choices, usage };
}

function* streamedCompletion({
  id,
  created,
  model,
  text,
  calls,
  finish,
  usage,
}: Completion): Generator<object> {
  const head = { id, object: "chat.completion.chunk", created, model };
  const chunk = (delta: object, finish_reason: string | null = null) => ({
    ...head,
    choices: [{ index: 0, delta, finish_reason }],
  });
  yield chunk({ role: "assistant", content: "" });
  for (const content of pieces(text)) yield chunk({ content });
  for (const [index, call] of calls.entries()) {
    const opening = { index, id: call.id, type: "function", function: { name: call.name, arguments: "" } };
    yield chunk({ tool_calls: [opening] });
    for (const piece of pieces(call.arguments)) {
      yield chunk({ tool_calls: [{ index, function: { arguments: piece } }] });
    }
  }
  if (finish === undefined) return;
  yield chunk({}, finish);
  yield { ...head, choices: [], usage };
}

/** About eight pieces, so that long files do not make thousands of chunks; surrogate pairs stay whole. */
function pieces(text: string): string[] {
  const characters = [...text];
  const size = Math.max(24, Math.ceil(characters.length / 8));
  const result: string[] = [];
  for (let start = 0; start < characters.length; start += size) {
    result.push(characters.slice(start, start + size).join(""));
  }
  return result;
}
