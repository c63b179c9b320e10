import type { LanguageModelV3StreamPart } from "@ai-sdk/provider";
import { errorWords } from "../../contracts/error-words.js";
import { currentQuestion } from "../../machine/status.js";
import type { Answer } from "../commands/caller.js";
import { obeyCommand } from "../commands/obey-command.js";
import type { Offer } from "../commands/offers.js";
import { readReply } from "../commands/replies.js";
import type { ModelChoice } from "../options/model-choice.js";
import type { Run } from "../run/run.js";
import type { Intent, Workspace } from "../workspace.js";
import { oneLine } from "./narrator.js";
import { createSubagentRows } from "./subagent-rows.js";
import { createTally } from "./tally.js";
import { streamQuestion, streamStep, streamText } from "./turn.js";

export interface StepRequest {
  /** The agent that asks the model. */
  purpose: string;
  /** The host's tools that this session may use. */
  tools: ReadonlySet<string>;
  signal: AbortSignal;
}

/** A session of the user's with the orchestrator. It only translates: words to events, the run to stream parts. */
export interface Conversation {
  readonly workspace: Workspace;
  /** The model that the user had selected, captured before the turn went to the statechart. */
  model: ModelChoice | undefined;
  /** What to take where the user has selected none in this process. */
  fallbackModel: ModelChoice | undefined;
  heard(intent: Intent): void;
  answer(request: StepRequest): ReadableStream<LanguageModelV3StreamPart>;
  /** The reply in a question dialog; only the one that this conversation opened is about its run. */
  replied(callID: string, answer: string): void;
  /** OpenCode has taken a text of the turn. */
  textTaken(part: { id: string }): void;
  /** OpenCode drew a todo list; the one before it goes, so that a turn shows one list only. */
  listed(part: { id: string; messageID: string }): Promise<void>;
  /** The host says that the session rests. A run whose turn is gone must not work on unseen. */
  rested(): Promise<void>;
  /** The user went on with another agent, or deleted the session: the run must not work on beside that. */
  left(): void;
}

export function createConversation(workspace: Workspace, session: string): Conversation {
  const { host } = workspace;
  let intent: Intent | undefined;
  let streaming = 0;
  let asked: string | undefined;
  let offered: { callID: string; offer: Offer } | undefined;
  const texts = createTally();
  let title = "Orchestrator";
  let todoList: { id: string; messageID: string } | undefined;

  const ownRun = () => (workspace.run?.session === session ? workspace.run : undefined);
  const isWorking = (run: Run | undefined) => run?.snapshot().hasTag("working") ?? false;

  const conversation: Conversation = {
    workspace,
    model: undefined,
    fallbackModel: undefined,
    heard(heard) {
      intent = heard;
      if (heard.text && !heard.command?.startsWith("auto-")) title = oneLine(heard.text, 60);
    },
    answer(request) {
      if (request.purpose === "title") return streamText(title);
      if (request.purpose && request.purpose !== workspace.orchestrator) {
        throw new Error("The statechart cannot summarise a session: choose a model with /models first");
      }
      const heard = intent;
      intent = undefined;
      return deferred(async () => {
        const answer = heard ? await obey(heard) : undefined;
        if (typeof answer === "string") return streamText(answer);
        if (answer) return ask(answer, request);
        const run = ownRun();
        return run ? streamRun(run, request) : streamText(nothingStarted);
      });
    },
    replied(callID, answer) {
      if (callID === offered?.callID) {
        intent = offered.offer.choices.find(({ label }) => label === answer)?.intent;
        offered = undefined;
        return;
      }
      const run = ownRun();
      const question = run && currentQuestion(run.snapshot());
      if (callID !== asked || !run || !question) return;
      const replies = question.replies.map((option) => option.reply);
      const reply = readReply(answer, replies);
      if (reply) run.reply(reply.reply, reply.guidance);
      else run.askAgain();
    },
    textTaken: ({ id }) => texts.add(id),
    async listed(part) {
      const before = todoList;
      todoList = part;
      if (!before || before.id === part.id) return;
      const client = await host.client();
      await client.part.delete({ sessionID: session, messageID: before.messageID, partID: before.id });
    },
    async rested() {
      if (streaming > 0 || !isWorking(ownRun())) return;
      const client = await host.client();
      const status = (await client.session.status()).data?.[session];
      if (streaming === 0 && (!status || status.type === "idle")) ownRun()?.pause();
    },
    left: () => ownRun()?.pause(),
  };

  async function streamRun(run: Run, request: StepRequest) {
    streaming++;
    const textsBefore = texts.count();
    const rows = createSubagentRows(await host.client(), session);
    return streamStep({
      transcript: run.transcript,
      rows,
      tools: request.tools,
      signal: request.signal,
      textsTaken: (count) => texts.reaches(textsBefore + count),
      onAsked: (callID) => {
        asked = callID;
      },
      onInterrupted: () => run.pause(),
      onEnded: () => {
        streaming--;
      },
    });
  }

  function ask(offer: Offer, { tools }: StepRequest) {
    if (!tools.has("question")) return streamText(offer.otherwise);
    const options = offer.choices.map(({ label, description }) => ({ label, description }));
    return streamQuestion({ header: offer.header, question: offer.text, options }, (callID) => {
      offered = { callID, offer };
    });
  }

  async function obey(heard: Intent): Promise<Answer> {
    const run = ownRun();
    const models = { selected: () => conversation.model, fallback: conversation.fallbackModel };
    const answer = await obeyCommand(workspace, session, heard, models);
    if (typeof answer !== "string" || !run || !isWorking(run)) return answer;
    // The turn shows a run that works on: it must not end with this answer.
    run.transcript.push({ type: "text", text: answer });
    return undefined;
  }

  return conversation;
}

const nothingStarted = 'Nothing was started. `/auto "what to build"` starts a mission.';

/** A stream that can be handed out before it is known what it streams. */
function deferred(
  make: () => Promise<ReadableStream<LanguageModelV3StreamPart>>,
): ReadableStream<LanguageModelV3StreamPart> {
  const { readable, writable } = new TransformStream<LanguageModelV3StreamPart>();
  make()
    .catch((error) => streamText(`The orchestrator could not start: ${errorWords(error)}`))
    .then((stream) => stream.pipeTo(writable))
    .catch(() => {});
  return readable;
}
