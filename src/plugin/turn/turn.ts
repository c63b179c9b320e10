import type { LanguageModelV3FinishReason, LanguageModelV3StreamPart } from "@ai-sdk/provider";
import type { Question } from "../../machine/question.js";
import { replyLabel } from "../commands/replies.js";
import type { Prompt, Todo, TurnPort, TurnTool } from "../ports.js";
import { listText, rowText } from "./plain-text.js";
import type { Transcript, TranscriptItem } from "./transcript.js";

/** One step of the statechart's turn: the part of the transcript between two calls of the model. */
export interface TurnStep {
  transcript: Transcript;
  turn: Pick<TurnPort, "rows" | "list" | "question">;
  /** Which of the host's tools this session may use: headless runs have no dialog. */
  tools: ReadonlySet<string>;
  signal: AbortSignal;
  /** Resolves when the host has taken so many texts of this step; a row may follow them then. */
  textsTaken(count: number): Promise<void>;
  /** The user interrupted the turn. */
  onInterrupted(): void;
  /** The user is asked by the tool call of this id. */
  onAsked(callID: string): void;
  onEnded(): void;
}

/**
 * Streams a step: texts first, then tools, as every provider expects of an assistant's message. A text after a
 * tool or a question ends the step; the host then asks for the next one.
 */
export function streamStep(step: TurnStep): ReadableStream<LanguageModelV3StreamPart> {
  // A host interrupts a step by its signal, or lets go of its stream.
  const cancelled = new AbortController();
  const signal = AbortSignal.any([step.signal, cancelled.signal]);
  return new ReadableStream({
    cancel: () => cancelled.abort(),
    async start(controller) {
      controller.enqueue({ type: "stream-start", warnings: [] });
      try {
        controller.enqueue(finish(await play({ ...step, signal }, controller)));
      } catch {
        step.onInterrupted();
      }
      step.onEnded();
      try {
        controller.close();
      } catch {
        // The host has already let go of an interrupted stream.
      }
    },
  });
}

type Controller = ReadableStreamDefaultController<LanguageModelV3StreamPart>;

async function play(step: TurnStep, controller: Controller): Promise<"stop" | "tool-calls"> {
  const { transcript, turn, tools, signal } = step;
  let texts = 0;
  let hasTools = false;
  // The next list replaces this one: a message of texts that keeps no row then is followed by another message of
  // the assistant, which Gemini refuses if it calls a tool. So a list after texts waits for a row or the end.
  let list: Todo[] | undefined;
  const callList = () => {
    if (list && turn.list) callTool(controller, turn.list, list);
    hasTools ||= list !== undefined;
    list = undefined;
  };
  for (;;) {
    const item = await transcript.peek(signal);
    if (item.type !== "text" && item.type !== "todos") callList();
    const text = textOf(item, step);
    if (text !== undefined && hasTools) return "tool-calls";
    transcript.take(item);
    if (text !== undefined) {
      const words = await text;
      const isLast = item.type === "end" || item.type === "question";
      if (words !== "") writeText(controller, isLast ? words : `${words}\n`);
      if (isLast) return "stop";
      if (words !== "") texts++;
      continue;
    }
    switch (item.type) {
      case "row":
        if (!turn.rows) break;
        if ("name" in turn.rows) {
          if (turn.rows.isStale?.(item.row)) break;
          hasTools = true;
          callTool(controller, turn.rows, item.row);
          break;
        }
        hasTools = true;
        await step.textsTaken(texts);
        await turn.rows.show(item.row, signal);
        break;
      case "todos":
        if (!turn.list || !tools.has(turn.list.name)) break;
        list = item.todos;
        if (hasTools || texts === 0) callList();
        break;
      case "question":
        if (turn.question) step.onAsked(callTool(controller, turn.question, toPrompt(item.question)));
        return "tool-calls";
    }
  }
}

/** What is said in words: texts, and whatever the host, or this session, cannot show in another way. */
function textOf(item: TranscriptItem, { turn, tools }: TurnStep): string | Promise<string> | undefined {
  switch (item.type) {
    case "text":
    case "end":
      return item.text;
    case "row":
      return turn.rows ? undefined : rowText(item.row);
    case "todos":
      return turn.list ? undefined : listText(item.todos);
    case "question":
      return turn.question && tools.has(turn.question.name) ? undefined : item.otherwise;
  }
}

/** A short reply that needs no run. */
export function streamText(text: string): ReadableStream<LanguageModelV3StreamPart> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue({ type: "stream-start", warnings: [] });
      writeText(controller, text);
      controller.enqueue(finish("stop"));
      controller.close();
    },
  });
}

/** A question that no run asks. @param onAsked gets the id of the tool call that the answer will belong to */
export function streamQuestion(
  tool: TurnTool<Prompt>,
  question: Prompt,
  onAsked: (callID: string) => void,
): ReadableStream<LanguageModelV3StreamPart> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue({ type: "stream-start", warnings: [] });
      onAsked(callTool(controller, tool, question));
      controller.enqueue(finish("tool-calls"));
      controller.close();
    },
  });
}

function toPrompt({ header, text, replies }: Question): Prompt {
  const options = replies.map(({ reply, description }) => ({ label: replyLabel(reply), description }));
  return { header, question: text, options };
}

let number = 0;

/** Whether a tool call was made by a turn of the statechart. */
export function isOwnCall(callID: string): boolean {
  return /^call_[0-9a-z]{8}_\d+$/.test(callID);
}

function writeText(controller: Controller, text: string): void {
  const id = `text-${number++}`;
  controller.enqueue({ type: "text-start", id });
  controller.enqueue({ type: "text-delta", id, delta: text });
  controller.enqueue({ type: "text-end", id });
}

function callTool<Shown>(controller: Controller, tool: TurnTool<Shown>, shown: Shown): string {
  const { name: toolName } = tool;
  const id = `call_${Date.now().toString(36)}_${number++}`;
  const json = JSON.stringify(tool.input(shown));
  controller.enqueue({ type: "tool-input-start", id, toolName });
  controller.enqueue({ type: "tool-input-delta", id, delta: json });
  controller.enqueue({ type: "tool-input-end", id });
  controller.enqueue({ type: "tool-call", toolCallId: id, toolName, input: json });
  tool.called?.(shown, id);
  return id;
}

function finish(reason: "stop" | "tool-calls"): LanguageModelV3StreamPart {
  const finishReason: LanguageModelV3FinishReason = { unified: reason, raw: reason };
  return {
    type: "finish",
    finishReason,
    usage: {
      inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: 0, text: 0, reasoning: 0 },
    },
  };
}
