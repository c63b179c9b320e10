import type { AssistantMessage, Event, OpencodeClient } from "@opencode-ai/sdk/v2/client";
import type {
  AgentPort,
  AgentRequest,
  AgentSession,
  AgentTurn,
  SubmitAnswer,
} from "../../../actors/agents/agent-port.js";
import type { ModelLimits } from "../../../actors/agents/brief-room.js";
import { submitTools } from "../../../actors/agents/submit-tools.js";
import type { Usage } from "../../../contracts/agent.js";
import { ActorError } from "../../../contracts/failure.js";
import { attachmentNote } from "../../../plugin/attachments.js";
import { type ModelChoice, modelName } from "../../../plugin/options/model-choice.js";
import type { AgentRun, OpenedCall } from "../../../plugin/ports.js";
import { toInput } from "../attachments.js";
import type { AgentName } from "../config.js";
import type { Client } from "../host.js";
import { ascendingId } from "../ids.js";
import { modelLimits } from "../models.js";
import { describeError } from "./host-errors.js";
import { activityOf, type SessionMessage, usageOf } from "./session-messages.js";
import { watchSession } from "./session-watch.js";

/** One agent call as OpenCode's hooks know it: by its child session. */
export interface OpenCall extends OpenedCall {
  readonly run: string;
  /** Takes the arguments of a submit tool. */
  submit(raw: unknown): Promise<SubmitAnswer>;
  /** Before each model request: ends the session instead, once it has handed in or asked too often. */
  beforeRequest(): Promise<void>;
  onEvent(event: Event): void;
}

const pollMilliseconds = 5000;
/** An aborted message is completed a moment after its session rests. */
const closingMilliseconds = 100;
const closingTries = 20;

/** What the sessions of all runs share. `calls` are known to the plugin's hooks, too. */
export interface AgentSessionsOptions {
  client: Client;
  agentName: AgentName;
  calls: Map<string, OpenCall>;
}

/** Runs agents in child sessions of the turn's session. */
export function createAgentSessions(options: AgentSessionsOptions, run: AgentRun): AgentPort {
  return {
    async open(request) {
      const client = await options.client();
      const model = run.model(request.role, request.attempt);
      const [created, limits] = await Promise.all([
        client.session.create({ parentID: run.session, title: request.title }),
        modelLimits(client, model),
      ]);
      if (!created.data) {
        const message = `no session could be created: ${describeError(created.error).message}`;
        throw new ActorError({ kind: "provider", actor: request.role, message });
      }
      return startSession(options, run, client, request, { ...model, limits }, created.data.id);
    },
    modelOf: ({ role, attempt }) => modelName(run.model(role, attempt)),
  };
}

function startSession(
  { calls, agentName }: AgentSessionsOptions,
  run: AgentRun,
  client: OpencodeClient,
  request: AgentRequest,
  { limits, ...model }: ModelChoice & { limits: ModelLimits | undefined },
  sessionID: string,
): AgentSession {
  let accepted = false;
  let isAsked = false;
  /** The turn was ended since its answer was cut, and nothing failed. */
  let isCutShort = false;
  let wake = () => {};
  const others = submitTools[request.role].filter(({ name }) => name !== request.tool);
  const abort = () => client.session.abort({ sessionID }).catch(() => {});
  const watch = watchSession(request, { news: () => wake(), hopeless: () => void abort() });
  const call: OpenCall = {
    sessionID,
    run: run.id,
    request,
    model,
    async submit(raw) {
      const answer = await request.submit(raw);
      accepted ||= answer.accepted;
      return answer;
    },
    async beforeRequest() {
      isCutShort = watch.cut()?.isCallLost === true;
      watch.startAnswer();
      if (!accepted && !isCutShort && request.requested()) return;
      await abort();
      await new Promise<never>(() => {});
    },
    onEvent(event) {
      watch.onEvent(event);
      // OpenCode would prepare another step, which nobody needs.
      if (accepted && isCompleted(event)) void abort();
    },
  };
  let closed: (outcome: "done" | "failed") => void = () => {};
  const ended = new Promise<"done" | "failed">((resolve) => {
    closed = resolve;
  });
  calls.set(sessionID, call);
  run.onOpened(call);
  run.show({ call, startedAt: Date.now(), ended });

  /**
   * The messages that answer `messageID`, or nothing while the turn is not over. A session rests also before its turn
   * begins, so its rest says something only once an answer was there before it.
   */
  async function endedTurn(messageID: string, isBegun = false): Promise<SessionMessage[] | undefined> {
    const status = await client.session.status();
    if (status.data?.[sessionID] && status.data[sessionID].type !== "idle") return undefined;
    const { data: messages, error } = await client.session.messages({ sessionID });
    if (!messages) throw new Error(`its session cannot be read: ${describeError(error).message}`);
    const answers = messages.filter(({ info }) => info.role === "assistant" && info.parentID === messageID);
    if (answers.length > 0 && !isBegun) return endedTurn(messageID, true);
    // Once it has handed in, its session is ended, and what it was still told is not answered.
    return isBegun || watch.error() || accepted ? answers : undefined;
  }

  /** Ends what still runs, adds up what the messages used, and removes what an abort left. */
  async function finish(): Promise<Usage> {
    await abort();
    for (let tries = 0; ; tries++) {
      const woken = nextWake();
      const messages = (await client.session.messages({ sessionID })).data;
      if (!messages) return usageOf(watch.messages());
      if (messages.some(isOpen) && tries < closingTries) {
        await Promise.race([woken, poll(closingMilliseconds)]);
        continue;
      }
      watch.complete(messages.flatMap(({ parts }) => parts));
      for (const { info } of messages.filter(isEmptyAbort)) {
        await client.session.deleteMessage({ sessionID, messageID: info.id });
      }
      return usageOf(messages.map(({ info }) => info));
    }
  }

  function nextWake(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve;
    });
  }

  return {
    id: sessionID,
    model: modelName(model),
    limits,
    activity: () => activityOf(watch.toolParts(), Date.now()),
    async ask(text): Promise<AgentTurn> {
      watch.startTurn();
      isCutShort = false;
      const messageID = ascendingId("msg");
      const attached = isAsked ? [] : await run.attachments(request.role);
      isAsked = true;
      const files = attached.map(toInput);
      const words = files.length > 0 ? `${text}\n\n${attachmentNote(request.role, attached)}` : text;
      const prompted = await client.session.promptAsync({
        sessionID,
        messageID,
        agent: agentName(request.role),
        model: { providerID: model.providerID, modelID: model.modelID },
        parts: [{ type: "text", text: words }, ...files],
        ...(model.variant ? { variant: model.variant } : {}),
        ...(others.length > 0 ? { tools: Object.fromEntries(others.map(({ name }) => [name, false])) } : {}),
      });
      if (watch.isDeleted()) return deletedTurn;
      if (prompted.error) return { text: "", failure: describeError(prompted.error) };
      for (;;) {
        const woken = nextWake();
        if (watch.isDeleted()) return deletedTurn;
        const answers = await endedTurn(messageID);
        if (answers) {
          const infos = answers.map(({ info }) => info as AssistantMessage);
          const parts = answers.flatMap((answer) => answer.parts);
          const failure =
            watch.error() ?? infos.map((info) => info.error && describeError(info.error)).find(Boolean);
          const cut = watch.cut();
          return {
            text: parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n"),
            refused: watch.refused(),
            ...(failure && !(isCutShort && failure.kind === "aborted") ? { failure } : {}),
            ...(cut ? { cut: { tokens: cut.tokens } } : {}),
            ...(watch.isTooLong() ? { isTooLong: true } : {}),
          };
        }
        await Promise.race([woken, poll(pollMilliseconds)]);
      }
    },
    async close(outcome) {
      const usage = await finish().catch(() => usageOf(watch.messages()));
      calls.delete(sessionID);
      closed(outcome);
      return usage;
    },
  };
}

/** OpenCode lets the work of a deleted session hang on, so nothing of it is waited for. */
const deletedTurn: AgentTurn = {
  text: "",
  failure: { kind: "provider", message: "its session was deleted" },
};

function isCompleted(event: Event): boolean {
  if (event.type !== "message.updated") return false;
  const { info } = event.properties;
  return info.role === "assistant" && info.time.completed !== undefined;
}

function isOpen({ info }: SessionMessage): boolean {
  return info.role === "assistant" && info.time.completed === undefined;
}

/** What an abort between two steps leaves: a message in which nothing happened. */
function isEmptyAbort({ info, parts }: SessionMessage): boolean {
  if (info.role !== "assistant" || info.error?.name !== "MessageAbortedError") return false;
  return parts.every((part) => part.type === "step-start");
}

/** Events can be missed; a turn is also looked at every few seconds. */
function poll(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
