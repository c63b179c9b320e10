import type { AgentRequest, AgentTurn } from "../../../actors/agents/agent-port.js";
import type { Activity } from "../../../contracts/checkpoints.js";
import { isTooLongError } from "../../../plugin/agents/too-long.js";
import type { HostEvent } from "../context.js";
import { describeFailure } from "./failures.js";

/** What the events of an agent's session say about the call that runs in it. */
export interface SessionWatch {
  onEvent(event: HostEvent): void;
  /** A turn begins; resolves with how it ended. */
  startTurn(): Promise<AgentTurn>;
  /** The turn cannot begin, or nobody tells of its end. */
  fail(message: string): void;
  /** The model is about to be asked. */
  startAnswer(): void;
  isRunning(): boolean;
  /** Resolves when nothing of the session runs. */
  rested(): Promise<void>;
  activity(): Activity;
}

/** OpenCode gives up a busy provider late; after so many of its own retries the call has failed. */
const hostRetries = 4;
const longestWaitMilliseconds = 60_000;

const readingTools = new Set(["read", "grep", "glob", "list", "webfetch", "websearch", "question", "skill"]);

/** @param hopeless the turn will not end by itself, and must be ended */
export function watchSession(
  { signs, garbled }: Pick<AgentRequest, "signs" | "garbled">,
  hopeless: () => void,
): SessionWatch {
  let texts: string[] = [];
  let refused: string[] = [];
  let failure: AgentTurn["failure"];
  let cut: AgentTurn["cut"];
  let isTooLong = false;
  let isRunning = false;
  let requests = 0;
  let unread = 0;
  let end: (turn: AgentTurn) => void = () => {};
  let rest = () => {};
  const waiting = new Map<string, string>();
  const names = new Map<string, string>();
  const spans = new Map<string, { start: number; end?: number }>();

  const finish = () => {
    isRunning = false;
    rest();
    end({
      text: texts.join("\n"),
      refused,
      ...(failure ? { failure } : {}),
      ...(cut ? { cut } : {}),
      ...(isTooLong ? { isTooLong } : {}),
    });
  };
  const takeError = ({ data: { error = {} } }: HostEvent) => {
    const { message, status } = error;
    const isOverflow = isTooLongError({ message, data: { ...(status ? { statusCode: status } : {}) } });
    isTooLong ||= isOverflow && requests <= 1;
    failure ??= describeFailure(error);
  };
  const judge: Record<string, (event: HostEvent) => void> = {
    "session.execution.started": () => {
      isRunning = true;
    },
    "session.execution.succeeded": finish,
    "session.execution.failed"(event) {
      takeError(event);
      finish();
    },
    "session.execution.interrupted"() {
      failure ??= { kind: "aborted", message: "the session was stopped" };
      finish();
    },
    "session.deleted"() {
      failure ??= { kind: "provider", message: "its session was deleted" };
      finish();
    },
    "session.step.started": () => {
      cut = undefined;
    },
    "session.step.failed": takeError,
    "session.step.ended"({ data: { finish: reason, tokens } }) {
      if (reason === "length") cut = { tokens: (tokens?.output ?? 0) + (tokens?.reasoning ?? 0) };
      else for (; unread > 0; unread--) garbled();
      unread = 0;
    },
    "session.text.ended"({ data: { text } }) {
      if (text) texts.push(text);
    },
    "session.tool.input.started"({ data: { id = "", name = "" } }) {
      names.set(id, name);
    },
    "session.tool.called"({ created, data: { id = "" } }) {
      const name = names.get(id) ?? "";
      if (!readingTools.has(name) && !name.startsWith("submit_")) spans.set(id, { start: created });
    },
    "session.tool.success": ({ created, data: { id = "" } }) => endSpan(id, created),
    "session.tool.failed"({ created, data: { id = "", error } }) {
      endSpan(id, created);
      // The host tells the model itself what is wrong with arguments that it cannot read.
      if (/^Invalid arguments for tool/.test(error?.message ?? "")) unread++;
    },
    "session.retry.scheduled"({ data: { attempt = 0, at = 0, error } }) {
      const wait = at - Date.now();
      const message = error?.message ?? "the provider is busy";
      const isFar = wait > longestWaitMilliseconds;
      if (!isFar && attempt <= hostRetries) return signs.troubled(message);
      const when = isFar ? `; it asks to wait ${Math.round(wait / 60_000)} min` : "";
      failure ??= { kind: "provider", message: `${message}${when}` };
      hopeless();
    },
    "permission.asked"({ data: { id = "", action = "", resources = [] } }) {
      waiting.set(id, [action, ...resources].join(" "));
      signs.held();
    },
    "permission.replied"({ data: { requestID = "", reply } }) {
      const what = waiting.get(requestID);
      if (what === undefined) return;
      waiting.delete(requestID);
      if (reply === "reject") refused.push(what);
      signs.released();
    },
  };
  const endSpan = (id: string, created: number) => {
    const span = spans.get(id);
    if (span) span.end ??= created;
  };

  return {
    onEvent(event) {
      if (/^session\.(step|text|reasoning|tool)\./.test(event.type)) signs.alive();
      judge[event.type]?.(event);
    },
    startTurn() {
      [texts, refused, failure, cut] = [[], [], undefined, undefined];
      return new Promise((resolve) => {
        end = resolve;
      });
    },
    fail(message) {
      failure ??= { kind: "provider", message };
      finish();
    },
    startAnswer() {
      requests++;
    },
    isRunning: () => isRunning,
    rested: () =>
      new Promise((resolve) => {
        rest = resolve;
        if (!isRunning) resolve();
      }),
    activity: () => ({
      spans: [...spans.values()].map(({ start, end: ended }) => ({ start, end: ended ?? Date.now() })),
      files: [],
    }),
  };
}
