import type { Event, Message, Part, StepFinishPart } from "@opencode-ai/sdk/v2/client";
import type { AgentRequest } from "../../../actors/agents/agent-port.js";
import { isTooLongError } from "../../../plugin/agents/too-long.js";
import { describeError, type HostError } from "./host-errors.js";

/** What the events of a session say about the call that runs in it. */
export interface SessionWatch {
  onEvent(event: Event): void;
  /** A turn begins: what was wrong with the one before is forgotten. */
  startTurn(): void;
  /** The model is asked: its answer begins. */
  startAnswer(): void;
  error(): HostError | undefined;
  /** The first message of the session was refused for its length. */
  isTooLong(): boolean;
  /** The last answer ended at the output limit, after so many tokens. */
  cut(): Cut | undefined;
  /** The permissions that the user refused in this turn. */
  refused(): string[];
  isDeleted(): boolean;
  /** As the events told of them: all that is left of a session that was deleted. */
  messages(): Message[];
  /** The tool calls so far. */
  toolParts(): Part[];
  /** Takes the parts that the session has: events can be missed. */
  complete(parts: readonly Part[]): void;
}

export interface Cut {
  tokens: number;
  /** A tool call was cut with it: OpenCode answers the model that its arguments are invalid, and not why. */
  isCallLost: boolean;
}

/** OpenCode gives up a busy provider late; after so many of its own retries the call has failed. */
const hostRetries = 4;
/** A provider that wants to be left alone for longer than this has failed the call. */
const longestWaitMilliseconds = 60_000;
/** An answer that says nothing and ends without a reason makes OpenCode ask again, and for ever. */
const emptyAnswers = 3;
/** Of one answer, in characters; no model's own limit is that high. */
const longestAnswer = 1_000_000;

/** The tool that OpenCode runs in the place of one that it cannot find or whose arguments it cannot read. */
const unreadableCall = "invalid";

/** @param on `news`: the turn may have ended; `hopeless`: it will not end by itself, and must be ended. */
export function watchSession(
  { signs, garbled }: Pick<AgentRequest, "signs" | "garbled">,
  on: { news(): void; hopeless(): void },
): SessionWatch {
  let error: HostError | undefined;
  let isDeleted = false;
  let refused: string[] = [];
  const waiting = new Map<string, string>();
  const unreadable = new Set<string>();
  const messages = new Map<string, Message>();
  const tools = new Map<string, Part>();
  const keep = (part: Part) => {
    if (part.type === "tool") tools.set(part.id, part);
  };
  let written = 0;
  let saysSomething = false;
  let empty = 0;
  let requests = 0;
  let isTooLong = false;
  let cut: Cut | undefined;
  let unread = 0;
  /** Whether an answer was cut is told after what it called. */
  const judgeCalls = (reason?: string) => {
    if (reason !== "length") for (let count = 0; count < unread; count++) garbled();
    unread = 0;
  };

  const fail = (message: string) => {
    error ??= { kind: "provider", message };
    on.hopeless();
  };
  const takeError = (thrown: unknown) => {
    if (!thrown) return;
    const isOverflow = isTooLongError(thrown);
    // A conversation that outgrew its model OpenCode makes shorter and goes on; of a brief only its summary would be left.
    if (isOverflow && requests > 1) return;
    error ??= describeError(thrown);
    if (!isOverflow) return;
    isTooLong = true;
    on.hopeless();
  };
  const hold = (id: string, what: string[]) => {
    waiting.set(id, what.join(" "));
    signs.held();
  };

  return {
    startTurn() {
      error = undefined;
      refused = [];
      empty = 0;
      cut = undefined;
    },
    startAnswer() {
      written = 0;
      requests++;
    },
    error: () => error,
    isTooLong: () => isTooLong,
    cut: () => cut,
    refused: () => refused,
    isDeleted: () => isDeleted,
    messages: () => [...messages.values()],
    toolParts: () => [...tools.values()],
    complete: (parts) => parts.forEach(keep),
    onEvent(event) {
      switch (event.type) {
        case "session.status": {
          const { status } = event.properties;
          if (status.type === "retry") {
            const wait = status.next - Date.now();
            const isFar = wait > longestWaitMilliseconds;
            const when = isFar ? `; it asks to wait ${Math.round(wait / 60_000)} min` : "";
            if (isFar || status.attempt > hostRetries) fail(`${status.message}${when}`);
            else signs.troubled(status.message);
          }
          return on.news();
        }
        case "session.deleted":
          isDeleted = true;
          return on.news();
        case "session.idle":
          return on.news();
        case "session.error":
          takeError(event.properties.error);
          return on.news();
        case "permission.asked":
          return hold(event.properties.id, [event.properties.permission, ...event.properties.patterns]);
        case "permission.v2.asked":
          return hold(event.properties.id, [event.properties.action, ...event.properties.resources]);
        case "permission.replied":
        case "permission.v2.replied": {
          const { requestID, reply } = event.properties;
          const what = waiting.get(requestID);
          if (what === undefined) return;
          waiting.delete(requestID);
          if (reply === "reject") refused.push(what);
          return signs.released();
        }
        case "message.part.updated": {
          const { part } = event.properties;
          signs.alive();
          keep(part);
          if (part.type === "step-start") {
            saysSomething = false;
            cut = undefined;
            judgeCalls();
          }
          if (part.type === "tool" || part.type === "reasoning" || (part.type === "text" && part.text)) {
            saysSomething = true;
          }
          if (part.type === "step-finish") {
            if (part.reason === "length") cut = { tokens: writtenTokens(part), isCallLost: unread > 0 };
            judgeCalls(part.reason);
            empty = saysSomething ? 0 : empty + 1;
            if (empty === emptyAnswers) {
              fail(`the provider answered ${empty} times with nothing that can be read`);
            }
          }
          if (part.type !== "tool" || part.tool !== unreadableCall || unreadable.has(part.id)) return;
          unreadable.add(part.id);
          unread++;
          return;
        }
        case "message.part.delta":
          signs.alive();
          written += event.properties.delta.length;
          if (written > longestAnswer) {
            fail(`the model wrote more than ${longestAnswer} characters in one answer`);
          }
          return;
        case "message.updated":
          messages.set(event.properties.info.id, event.properties.info);
          signs.alive();
          return on.news();
        default:
          if (event.type.startsWith("message.")) signs.alive();
      }
    },
  };
}

function writtenTokens({ tokens }: StepFinishPart): number {
  return (tokens?.output ?? 0) + (tokens?.reasoning ?? 0);
}
