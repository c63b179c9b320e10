import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ModelReply, sendJson, sendReply } from "./model-reply.js";
import {
  type ChatBody,
  describeRequest,
  isTitleRequest,
  type ModelRequest,
  nameOf,
  readBody,
} from "./model-request.js";

export interface RehearsedModel {
  /** The base URL for an OpenAI-compatible provider: `http://127.0.0.1:<port>/v1`. */
  url: string;
  /** All requests so far, oldest first. */
  requests: ModelRequest[];
  /** The first request, past or future, that fits; rejects after `timeoutMs` (default 120,000) or when the server closes. */
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
      await sendReply(response, request, reply, Buffer.byteLength(raw), options.chunkDelayMs ?? 0);
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
    timeoutMs = 120_000,
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
