import type { HistoryMessage, HostFailure, ModelRef } from "../../../src/hosts/opencode2/context.js";
import { createStatechart } from "../../../src/plugin/provider.js";
import type { FakeState } from "./fake-context.js";

/** A request to a model that is not the statechart. */
export interface FakeRequest {
  session: string;
  agent: string;
  model: ModelRef;
  headers: Record<string, string>;
  tools: string[];
  messages: HistoryMessage[];
  /** The last words of the user, or of who called the agent. */
  brief: string;
  /** How often the session's model was asked since. */
  step: number;
}

/** What such a model answers. */
export type Reply =
  | { text?: string; calls?: [name: string, input: object][]; finish?: "length" }
  | { error: HostFailure }
  /** The host tries so often again, and is still waiting. */
  | { busy: number; error: HostFailure }
  | { hang: true };

export type Script = (request: FakeRequest) => Reply | Promise<Reply>;

export type Part =
  | { type: "text"; text: string }
  | { type: "call"; id: string; name: string; input: Record<string, unknown> }
  | { type: "finish"; reason: string };

const usage = { input: 1000, output: 100, cost: 0.01 };

/** The models of the host: the statechart's provider, and those that the script speaks for. */
export function createFakeModels({ events, of }: FakeState, script: Script) {
  const requests: FakeRequest[] = [];
  let number = 0;

  async function* scriptedParts(request: FakeRequest, signal: AbortSignal): AsyncGenerator<Part> {
    requests.push(request);
    const { session: sessionID } = request;
    const reply = await unlessStopped(Promise.resolve(script(request)), signal);
    if ("busy" in reply) {
      const { busy, error } = reply;
      for (let attempt = 2; attempt <= busy + 1; attempt++) {
        events.emit("session.retry.scheduled", { sessionID, attempt, at: Date.now() + 1000, error });
      }
    }
    if ("busy" in reply || "hang" in reply) return await unlessStopped(new Promise<never>(() => {}), signal);
    if ("error" in reply) throw reply.error;
    const { info } = of(sessionID);
    info.cost += usage.cost;
    info.tokens = {
      ...info.tokens,
      input: info.tokens.input + usage.input,
      output: info.tokens.output + usage.output,
    };
    if (reply.text) yield { type: "text", text: reply.text };
    for (const [name, input] of reply.calls ?? []) {
      yield { type: "call", id: `toolu_${++number}`, name, input: { ...input } };
    }
    yield { type: "finish", reason: reply.finish ?? (reply.calls ? "tool-calls" : "stop") };
  }

  return {
    /** The requests to the script's models, oldest first. */
    requests,
    answer: (request: FakeRequest, signal: AbortSignal) =>
      isStatechart(request) ? statechartParts(request, signal) : scriptedParts(request, signal),
    tokensOf: (request: FakeRequest) => (isStatechart(request) ? { input: 0, output: 0 } : usage),
  };
}

function isStatechart({ model }: FakeRequest): boolean {
  return model.providerID === "statechart";
}

async function* statechartParts({ headers, tools }: FakeRequest, signal: AbortSignal): AsyncGenerator<Part> {
  const { stream } = await createStatechart()
    .languageModel("machine")
    .doStream({
      prompt: [],
      tools: tools.map((name) => ({ type: "function", name, inputSchema: {} })),
      headers,
    });
  const reader = stream.getReader();
  const letGo = () => void reader.cancel();
  signal.addEventListener("abort", letGo);
  for (;;) {
    const { done, value: part } = await reader.read();
    if (done) return signal.removeEventListener("abort", letGo);
    if (part.type === "text-delta") yield { type: "text", text: part.delta };
    if (part.type === "finish") yield { type: "finish", reason: part.finishReason.unified };
    if (part.type !== "tool-call") continue;
    yield { type: "call", id: part.toolCallId, name: part.toolName, input: JSON.parse(part.input) };
  }
}

/** Rejects when the session is stopped, whatever becomes of the value. */
export async function unlessStopped<Value>(value: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop);
  });
  return Promise.race([value, stopped]).finally(() => signal.removeEventListener("abort", stop));
}
