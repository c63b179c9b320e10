import { describe, expect, it } from "vitest";
import { isTooLongError } from "../../../src/plugin/agents/too-long.js";

const api = (message: string, statusCode = 400, responseBody = "") => ({
  name: "APIError",
  data: { message, statusCode, responseBody },
});

describe("a request is too long", () => {
  it.each([
    [
      "OpenAI",
      "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001.",
    ],
    ["OpenAI's responses", "Your input exceeds the context window of this model. Please adjust your input."],
    ["OpenAI's input limit", "Input tokens exceed the configured limit of 272000 tokens."],
    ["Anthropic", "prompt is too long: 210000 tokens > 200000 maximum"],
    [
      "Anthropic with an answer",
      "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000",
    ],
    ["Google", "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."],
    ["Mistral", "Prompt contains 40000 tokens, too large for model with 32768 maximum context length"],
    ["llama.cpp", "the request exceeds the available context size. try increasing the context size"],
    ["Ollama", "the input length exceeds the context length"],
    ["LM Studio", "Trying to keep the first 9000 tokens when context the overflows."],
    ["vLLM", "The decoder prompt (length 9000) is longer than the maximum model length of 8192"],
    ["Groq", "Please reduce the length of the messages or completion."],
    ["xAI", "This model's maximum prompt length is 131072 but the request contains 140000 tokens."],
    ["Bedrock", "Input is too long for requested model."],
    ["Copilot", "prompt token count of 140000 exceeds the limit of 128000"],
    ["Moonshot", "Invalid request: Your request exceeded model token limit: 131072"],
    ["DashScope", "Range of input length should be [1, 30720]"],
    ["TGI", "`inputs` tokens + `max_new_tokens` must be <= 4096. Given: 9000"],
  ])("by the words of %s", (_, message) => {
    expect(isTooLongError(api(message))).toBe(true);
  });

  it.each([
    ["OpenCode's own name for it", { name: "ContextOverflowError", data: { message: "?" } }],
    ["the code in the answer", api("Bad Request", 400, '{"error":{"code":"context_length_exceeded"}}')],
    ["the status for a large body", api("?", 413)],
  ])("by %s", (_, error) => {
    expect(isTooLongError(error)).toBe(true);
  });

  it.each([
    ["a rate limit", api("Rate limit reached: too many tokens per minute", 429)],
    ["a refused key", api("invalid api key", 401)],
    ["an overloaded server", api("Overloaded", 529)],
    ["an unknown field", api("max_tokens is too large: 99999", 400)],
    ["no error", undefined],
  ])("is not said by %s", (_, error) => {
    expect(isTooLongError(error)).toBe(false);
  });
});
