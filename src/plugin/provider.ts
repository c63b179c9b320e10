import type {
  LanguageModelV3,
  LanguageModelV3CallOptions,
  LanguageModelV3StreamPart,
} from "@ai-sdk/provider";
import { purposeHeader, submittedPurpose } from "./names.js";
import { conversations } from "./registry.js";
import type { Purpose } from "./turn/conversation.js";
import { streamText } from "./turn/turn.js";

/**
 * The provider that hosts load: its one language model is the running statechart. It calls no other model.
 * They call the first export whose name begins with `create`.
 */
export function createStatechart() {
  return { languageModel: (modelId: string) => createModel(modelId) };
}

function createModel(modelId: string): LanguageModelV3 {
  return {
    specificationVersion: "v3",
    provider: "statechart",
    modelId,
    supportedUrls: {},
    async doStream(options) {
      return { stream: streamFor(options) };
    },
    async doGenerate(options) {
      let text = "";
      let end: Extract<LanguageModelV3StreamPart, { type: "finish" }> | undefined;
      for await (const part of streamFor(options)) {
        if (part.type === "text-delta") text += part.delta;
        if (part.type === "finish") end = part;
      }
      if (!end) throw new Error("The statechart's turn was interrupted");
      return {
        content: [{ type: "text", text }],
        finishReason: end.finishReason,
        usage: end.usage,
        warnings: [],
      };
    },
  };
}

function streamFor(options: LanguageModelV3CallOptions): ReadableStream<LanguageModelV3StreamPart> {
  const headers = new Map(
    Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const asks = headers.get(purposeHeader) ?? "turn";
  if (asks === submittedPurpose) return streamText("Submitted.");
  const conversation = conversations.get(headers.get("x-session-id") ?? "");
  if (!conversation) {
    return streamText(
      "This model is the orchestrator's statechart; it answers `/auto` only. Choose a model with `/models`.",
    );
  }
  return conversation.answer({
    purpose: purposeOf(asks),
    tools: new Set(options.tools?.map((tool) => tool.name)),
    signal: options.abortSignal ?? new AbortController().signal,
  });
}

/** A host names the agent that asks, where it is not the orchestrator. */
function purposeOf(asks: string): Purpose {
  return asks === "turn" || asks === "title" ? asks : "summary";
}
