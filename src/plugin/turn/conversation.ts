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
import { createTally } from "./tally.js";
import { streamQuestion, streamStep, streamText } from "./turn.js";

export type Purpose = "turn" | "title" | "summary";

export interface StepRequest {
  /** What the answer is for: a turn, the session's title, or a summary of it. */
  purpose: Purpose;
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
  /** The host has taken a text of the turn. */
  textTaken(part: { id: string }): void;
  /** The host says that the session rests. A run whose turn is gone must not work on unseen. */
  rested(): Promise<void>;
  /** The user went on with another agent, or deleted the session: the run must not work on beside that. */
  left(): void;
}

export function createConversation(workspace: Workspace, session: string): Conversation {
  const turn = workspace.ports.turn(session);
  let intent: Intent | undefined;
  let streaming = 0;
  let asked: string | undefined;
  let offered: { callID: string; offer: Offer } | undefined;
  const texts = createTally();
  let title = "Orchestrator";

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
      if (request.purpose !== "turn") {
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
    async rested() {
      if (streaming > 0 || !isWorking(ownRun())) return;
      if ((await turn.isIdle()) && streaming === 0) ownRun()?.pause();
    },
    left: () => ownRun()?.pause(),
  };

  function streamRun(run: Run, request: StepRequest) {
    streaming++;
    const textsBefore = texts.count();
    return streamStep({
      transcript: run.transcript,
      turn,
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
    const tool = turn.question;
    if (!tool || !tools.has(tool.name)) return streamText(offer.otherwise);
    const options = offer.choices.map(({ label, description }) => ({ label, description }));
    const question = { header: offer.header, question: offer.text, options };
    return streamQuestion(tool, question, (callID) => {
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
