import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { ModelRequest } from "./model-request.js";

export type ModelReply =
  | { text: string }
  /** Arguments given as a string are sent as they are, half a JSON too. */
  | { toolCalls: { name: string; arguments: unknown }[]; text?: string }
  /** An HTTP error. */
  | { status: number; body?: unknown; headers?: Record<string, string> }
  /** A stream of exactly these characters, whatever they are. */
  | { raw: string }
  /** The stream begins with this text, then the socket is destroyed. */
  | { cutAfter: string }
  /** No answer, not even headers, until the client leaves or the server closes. */
  | { hang: true };

/** Answers in the form of OpenAI's chat completions, streamed where the request wants it. */
export async function sendReply(
  response: ServerResponse,
  request: ModelRequest,
  reply: ModelReply,
  requestBytes: number,
  chunkDelayMs: number,
): Promise<void> {
  if ("hang" in reply) return;
  if ("status" in reply) {
    const message = `Rehearsed error ${reply.status}`;
    for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
    sendJson(response, reply.status, reply.body ?? { error: { message, type: "rehearsed" } });
    return;
  }
  if ("raw" in reply) {
    response.writeHead(200, streamHeaders).end(reply.raw);
    return;
  }
  const completion = describeCompletion(request, reply, requestBytes);
  if (request.body.stream === false || request.body.stream === undefined) {
    if ("cutAfter" in reply) response.destroy();
    else sendJson(response, 200, wholeCompletion(completion));
    return;
  }
  response.writeHead(200, streamHeaders);
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

const streamHeaders = { "content-type": "text/event-stream", "cache-control": "no-cache" };

/** A client that gets text and cut in one read takes it for a refused connection and drops the text. */
const cutPauseMs = 100;

/** Resolves when the piece was handed to the socket: a cut afterwards does not swallow it. */
function write(response: ServerResponse, piece: string): Promise<void> {
  return new Promise((resolve) => response.write(piece, () => resolve()));
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
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
  reply: Exclude<ModelReply, { status: number } | { raw: string } | { hang: true }>,
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
