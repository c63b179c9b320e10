import type { AgentRequest, AgentTurn } from "../../../actors/agents/agent-port.js";
import { noUsage, type Usage } from "../../../contracts/agent.js";
import type { Activity } from "../../../contracts/checkpoints.js";
import { isTooLongError } from "../../../plugin/agents/too-long.js";
import type { HostEvent } from "../context.js";
import { describeFailure } from "./failures.js";
import { toUsage } from "./usage.js";

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
  /** As the events told of it: all that is left of a session that was deleted. */
  usage(): Usage;
}

/** OpenCode gives up a busy provider late; after so many of its own retries the call has failed. It counts from 2. */
const hostRetries = 4;
const longestWaitMilliseconds = 60_000;

/** An answer that says nothing can make the host ask again, and for ever. */
const emptyAnswers = 3;
/** Of one answer, in characters; no model's own limit is that high. */
const longestAnswer = 1_000_000;
/** With Esc the host ends the agent's session first, and tells of the turn a moment later. */
const settlingMilliseconds = 500;

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
  let written = 0;
  let saysSomething = false;
  let empty = 0;
  let usage: Usage = noUsage;
  let end: (turn: AgentTurn) => void = () => {};
  let rest = () => {};
  const waiting = new Map<string, string>();
  const names = new Map<string, string>();
  const spans = new Map<string, { start: number; end?: number }>();

  const stop = () => {
    isRunning = false;
    rest();
  };
  const finish = () => {
    stop();
    end({
      text: texts.join("\n"),
      refused,
      ...(failure ? { failure } : {}),
      ...(cut ? { cut } : {}),
      ...(isTooLong ? { isTooLong } : {}),
    });
  };
  const takeError = ({ type, data: { error = {} } }: HostEvent) => {
    const { message, status } = error;
    const isOverflow = isTooLongError({ message, data: { ...(status ? { statusCode: status } : {}) } });
    isTooLong ||= isOverflow && requests <= 1;
    // A conversation that outgrew its model the host makes shorter, and goes on, unless it says that all of it failed.
    if (isOverflow && requests > 1 && type === "session.step.failed") return;
    failure ??= describeFailure(error);
  };
  const giveUp = (message: string) => {
    failure ??= { kind: "provider", message };
    hopeless();
  };
  const says = () => {
    saysSomething = true;
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
      stop();
      setTimeout(finish, settlingMilliseconds).unref();
    },
    "session.deleted"() {
      failure ??= { kind: "provider", message: "its session was deleted" };
      finish();
    },
    "session.step.started": () => {
      cut = undefined;
      written = 0;
      saysSomething = false;
    },
    "session.text.started": says,
    "session.reasoning.started": says,
    "session.step.failed": takeError,
    "session.step.ended"({ data: { finish: reason, tokens } }) {
      if (reason === "length") cut = { tokens: (tokens?.output ?? 0) + (tokens?.reasoning ?? 0) };
      else for (; unread > 0; unread--) garbled();
      unread = 0;
      empty = saysSomething ? 0 : empty + 1;
      if (empty === emptyAnswers)
        giveUp(`the provider answered ${empty} times with nothing that can be read`);
    },
    "session.text.delta"({ data: { delta = "" } }) {
      written += delta.length;
      if (written > longestAnswer)
        giveUp(`the model wrote more than ${longestAnswer} characters in one answer`);
    },
    "session.usage.updated"({ data: { cost = 0, tokens } }) {
      if (tokens) usage = toUsage({ cost, tokens });
    },
    "session.text.ended"({ data: { text } }) {
      if (text) texts.push(text);
    },
    "session.tool.input.started"({ data: { id = "", name = "" } }) {
      names.set(id, name);
      says();
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
      if (!isFar && attempt <= hostRetries + 1) return signs.troubled(message);
      const when = isFar ? `; it asks to wait ${Math.round(wait / 60_000)} min` : "";
      giveUp(`${message}${when}`);
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
      [texts, refused, failure, cut, empty] = [[], [], undefined, undefined, 0];
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
    usage: () => usage,
    activity: () => ({
      spans: [...spans.values()].map(({ start, end: ended }) => ({ start, end: ended ?? Date.now() })),
      files: [],
    }),
  };
}
