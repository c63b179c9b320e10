import type { LanguageModelV3StreamPart } from "@ai-sdk/provider";
import { describe, expect, it } from "vitest";
import type { OpenedCall, Row, Todo, TurnPort } from "../../../src/plugin/ports.js";
import { createTranscript, type TranscriptItem } from "../../../src/plugin/turn/transcript.js";
import { streamStep, streamText } from "../../../src/plugin/turn/turn.js";

const never = new Promise<never>(() => {});

function rowOf(sessionID: string): Row {
  return {
    call: { sessionID, request: { title: `code ${sessionID}` } } as OpenedCall,
    startedAt: 0,
    ended: never,
  };
}

function text(words: string): TranscriptItem {
  return { type: "text", text: words };
}

function row(sessionID: string): TranscriptItem {
  return { type: "row", row: rowOf(sessionID) };
}

function todos(...contents: string[]): TranscriptItem {
  const list = contents.map((content): Todo => ({ content, status: "pending", priority: "medium" }));
  return { type: "todos", todos: list };
}

const end: TranscriptItem = { type: "end", text: "the summary" };
const question: TranscriptItem = {
  type: "question",
  question: {
    header: "Retries used up",
    text: "T1 still fails.",
    replies: [
      { reply: "retry", description: "Try again" },
      { reply: "stop", description: "End the run" },
    ],
  },
  otherwise: "Go on with /auto-resume.",
};

interface Stage {
  items: TranscriptItem[];
  tools?: string[];
  signal?: AbortSignal;
  show?(row: Row, signal: AbortSignal): Promise<void>;
  /** What the host lacks. */
  lacks?: ("rows" | "list" | "question")[];
  ways?: Partial<TurnPort>;
}

const noRows = { show: () => never, end: async () => {} };
const ways: Pick<TurnPort, "rows" | "list" | "question"> = {
  rows: noRows,
  list: { name: "todowrite", input: (todos) => ({ todos }) },
  question: { name: "question", input: (question) => ({ questions: [question] }) },
};

/** A transcript and the steps that play it. */
function stage({
  items,
  tools = ["todowrite", "question"],
  signal,
  show,
  lacks = [],
  ways: own = {},
}: Stage) {
  const transcript = createTranscript();
  for (const item of items) transcript.push(item);
  const rows: string[] = [];
  const told: string[] = [];
  return {
    transcript,
    rows,
    told,
    /** Plays one step to its end; its parts in short. */
    async step(): Promise<string[]> {
      const stream = streamStep({
        transcript,
        turn: {
          ...ways,
          rows: {
            ...noRows,
            async show(shown, stepSignal) {
              rows.push(shown.call.sessionID);
              await show?.(shown, stepSignal);
            },
          },
          ...Object.fromEntries(lacks.map((way) => [way, undefined])),
          ...own,
        },
        tools: new Set(tools),
        signal: signal ?? new AbortController().signal,
        textsTaken: async (count) => {
          rows.push(`after ${count} texts`);
        },
        onInterrupted: () => told.push("interrupted"),
        onAsked: (callID) => {
          told.push(callID.startsWith("call_") ? "asked" : callID);
        },
        onEnded: () => {
          told.push("step ended");
        },
      });
      return (await partsOf(stream)).flatMap(inShort);
    },
  };
}

async function partsOf(stream: ReadableStream<LanguageModelV3StreamPart>) {
  const parts: LanguageModelV3StreamPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

function inShort(part: LanguageModelV3StreamPart): string[] {
  switch (part.type) {
    case "text-delta":
      return [`text ${part.delta}`];
    case "tool-call":
      return [`${part.toolName} ${part.input}`];
    case "finish":
      return [`finish ${part.finishReason.unified}`];
    default:
      return [];
  }
}

const asked = `question ${JSON.stringify({
  questions: [
    {
      header: "Retries used up",
      question: "T1 still fails.",
      options: [
        { label: "Retry", description: "Try again" },
        { label: "Stop", description: "End the run" },
      ],
    },
  ],
})}`;

const listOf = (...contents: string[]) =>
  `todowrite ${JSON.stringify({
    todos: contents.map((content) => ({ content, status: "pending", priority: "medium" })),
  })}`;

describe("streamStep", () => {
  it("waits for a text that is still to be made, and shows none that is empty", async () => {
    const slow = Promise.resolve("two");
    const empty = Promise.resolve("");
    const items = [text("one"), { type: "text", text: slow }, { type: "text", text: empty }, row("a"), end];
    const { step, rows } = stage({ items: items as TranscriptItem[] });
    expect(await step()).toEqual(["text one\n", "text two\n", "finish tool-calls"]);
    expect(rows).toEqual(["after 2 texts", "a"]);
  });

  it("plays texts, then rows, and a text after a row is for the next step", async () => {
    const { step, rows, told } = stage({
      items: [text("one"), text("two"), row("a"), row("b"), text("three"), end],
    });
    expect(await step()).toEqual(["text one\n", "text two\n", "finish tool-calls"]);
    expect({ rows, told }).toEqual({
      rows: ["after 2 texts", "a", "after 2 texts", "b"],
      told: ["step ended"],
    });
    expect(await step()).toEqual(["text three\n", "text the summary", "finish stop"]);
    expect(told).toEqual(["step ended", "step ended"]);
  });

  it("keeps the end for a step of its own after a row", async () => {
    const { step } = stage({ items: [row("a"), end] });
    expect(await step()).toEqual(["finish tool-calls"]);
    expect(await step()).toEqual(["text the summary", "finish stop"]);
  });

  it("waits for what the run tells later", async () => {
    const { step, transcript } = stage({ items: [] });
    const played = step();
    transcript.push(text("late"));
    await Promise.resolve();
    transcript.push(end);
    expect(await played).toEqual(["text late\n", "text the summary", "finish stop"]);
  });

  it("goes on after a row only when the row has ended", async () => {
    let endRow = () => {};
    const { step, told } = stage({
      items: [row("a"), text("after it")],
      show: () =>
        new Promise((resolve) => {
          endRow = resolve;
        }),
    });
    const played = step();
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual([]);
    endRow();
    expect(await played).toEqual(["finish tool-calls"]);
  });

  it("asks with the host's question tool, after texts and rows", async () => {
    const { step, transcript, told } = stage({ items: [text("one"), row("a"), question, end] });
    expect(await step()).toEqual(["text one\n", asked, "finish tool-calls"]);
    expect(told).toEqual(["asked", "step ended"]);
    expect(await transcript.peek(new AbortController().signal)).toBe(end);
  });

  it("ends the turn with the way to go on where nobody can be asked", async () => {
    const { step, told } = stage({ items: [text("one"), question], tools: ["todowrite"] });
    expect(await step()).toEqual(["text one\n", "text Go on with /auto-resume.", "finish stop"]);
    expect(told).toEqual(["step ended"]);
  });

  it("says that way in a step of its own after a row", async () => {
    const { step } = stage({ items: [row("a"), question], tools: [] });
    expect(await step()).toEqual(["finish tool-calls"]);
    expect(await step()).toEqual(["text Go on with /auto-resume.", "finish stop"]);
  });

  it("draws a list at once where no text came before", async () => {
    const { step } = stage({ items: [todos("T1"), row("a"), todos("T1", "T2"), text("one")] });
    expect(await step()).toEqual([listOf("T1"), listOf("T1", "T2"), "finish tool-calls"]);
  });

  it("draws a list that follows texts only with a row or a question, the latest one", async () => {
    const { step, transcript, rows } = stage({ items: [text("one")] });
    const played = step();
    await new Promise((resolve) => setImmediate(resolve));
    transcript.push(todos("T1"));
    await new Promise((resolve) => setImmediate(resolve));
    transcript.push(todos("T1", "T2"));
    transcript.push(text("two"));
    transcript.push(row("a"));
    transcript.push(text("three"));
    expect(await played).toEqual(["text one\n", "text two\n", listOf("T1", "T2"), "finish tool-calls"]);
    expect(rows).toEqual(["after 2 texts", "a"]);
  });

  it("draws the last list before the end, which then is a step of its own", async () => {
    const { step, transcript } = stage({ items: [text("one")] });
    const played = step();
    await new Promise((resolve) => setImmediate(resolve));
    transcript.push(todos("T1"));
    transcript.push(end);
    expect(await played).toEqual(["text one\n", listOf("T1"), "finish tool-calls"]);
    expect(await step()).toEqual(["text the summary", "finish stop"]);
  });

  it("draws no list where the session has no such tool", async () => {
    const { step } = stage({ items: [todos("T1"), text("one"), end], tools: ["question"] });
    expect(await step()).toEqual(["text one\n", "text the summary", "finish stop"]);
  });

  it("tells once that it was interrupted while it waits, and ends without a finish", async () => {
    const controller = new AbortController();
    const { step, told } = stage({ items: [text("one")], signal: controller.signal });
    const played = step();
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    controller.abort();
    expect(await played).toEqual(["text one\n"]);
    expect(told).toEqual(["interrupted", "step ended"]);
  });

  it("tells once that it was interrupted in the middle of a row, and keeps what comes after it", async () => {
    const controller = new AbortController();
    const { step, told, transcript } = stage({
      items: [row("a"), end],
      signal: controller.signal,
      async show(_, signal) {
        controller.abort();
        signal.throwIfAborted();
      },
    });
    expect(await step()).toEqual([]);
    expect(told).toEqual(["interrupted", "step ended"]);
    expect(await transcript.peek(new AbortController().signal)).toBe(end);
  });

  it("tells in words what the host cannot show, after a tool in a step of its own", async () => {
    const rest = [row("T1"), todos("T1 add", "T2 use"), question];
    const bare = stage({ items: [...rest], lacks: ["rows", "list", "question"] });
    expect(await bare.step()).toEqual([
      "text → code T1\n",
      "text Tasks: · T1  · T2\n",
      "text Go on with /auto-resume.",
      "finish stop",
    ]);
    const mixed = stage({ items: [row("T1"), todos("T1 add"), question], lacks: ["list"] });
    expect(await mixed.step()).toEqual(["finish tool-calls"]);
    expect(await mixed.step()).toEqual(["text Tasks: · T1\n", asked, "finish tool-calls"]);
  });

  it("does not call an agent for a row that nobody waits for any more", async () => {
    const called: string[] = [];
    const rows: TurnPort["rows"] = {
      name: "agent",
      input: ({ call }) => ({ id: call.sessionID }),
      isStale: ({ call }) => call.sessionID === "old",
      called: ({ call }, callID) => called.push(`${call.sessionID} ${callID.startsWith("call_")}`),
    };
    const played = stage({ items: [row("old"), row("new"), end], ways: { rows } });
    expect(await played.step()).toEqual(['agent {"id":"new"}', "finish tool-calls"]);
    expect(called).toEqual(["new true"]);
  });

  it("is interrupted by a host that only lets go of the stream", async () => {
    const told: string[] = [];
    const stream = streamStep({
      transcript: createTranscript(),
      turn: ways,
      tools: new Set(),
      signal: new AbortController().signal,
      textsTaken: () => never,
      onInterrupted: () => told.push("interrupted"),
      onAsked: () => {},
      onEnded: () => told.push("ended"),
    });
    await stream.cancel();
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual(["interrupted", "ended"]);
  });

  it("survives that the host lets go of the stream", async () => {
    const transcript = createTranscript();
    const controller = new AbortController();
    const told: string[] = [];
    const stream = streamStep({
      transcript,
      turn: ways,
      tools: new Set(),
      signal: controller.signal,
      textsTaken: () => never,
      onInterrupted: () => told.push("interrupted"),
      onAsked: () => {},
      onEnded: () => {
        told.push("ended");
      },
    });
    await stream.cancel();
    controller.abort();
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual(["interrupted", "ended"]);
  });
});

describe("streamText", () => {
  it("streams a text as a whole answer of a model that uses no tokens", async () => {
    const parts = await partsOf(streamText("hello"));
    const [, start] = parts;
    const id = start?.type === "text-start" ? start.id : "";
    expect(parts).toEqual([
      { type: "stream-start", warnings: [] },
      { type: "text-start", id },
      { type: "text-delta", id, delta: "hello" },
      { type: "text-end", id },
      {
        type: "finish",
        finishReason: { unified: "stop", raw: "stop" },
        usage: {
          inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
          outputTokens: { total: 0, text: 0, reasoning: 0 },
        },
      },
    ]);
  });
});
