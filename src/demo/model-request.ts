import type { IncomingMessage } from "node:http";

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

export function describeRequest(
  incoming: IncomingMessage,
  body: ChatBody,
): Omit<ModelRequest, "index" | "step"> {
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
export function isTitleRequest(body: ChatBody): boolean {
  return body.messages.some(
    (message) => isSystemMessage(message) && /title generator/i.test(textOf(message)),
  );
}

function textOf(message: ChatMessage | undefined): string {
  const content = message?.content ?? "";
  return typeof content === "string" ? content : content.map((part) => part.text ?? "").join("\n");
}

export function nameOf(request: ModelRequest): string {
  const tags = [request.agent, request.task, request.attempt].filter((tag) => tag !== undefined).join("/");
  return `#${request.index} ${tags || "untagged"} step ${request.step}`;
}

export async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
