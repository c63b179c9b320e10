/** What providers say of a request that is longer than the model's context. */
const words: readonly RegExp[] = [
  /context[_ ](?:length|window)[_ ]exceeded|exceed_context_size|request_too_large/i,
  // OpenAI, vLLM, SGLang, DeepSeek, OpenRouter, Mistral
  /maximum (?:model )?(?:context|prompt|sequence|input) length/i,
  /reduce the length of the (?:messages|prompt|input)/i,
  // Anthropic, Bedrock, Ollama
  /(?:prompt|input) (?:is )?too long|too many (?:input )?tokens/i,
  /exceeds? (?:the |your |this )?(?:model'?s? )?(?:available |maximum |max(?:imum)? )?context/i,
  /exceeds? the (?:context (?:window|length|size|limit)|limit of \d+|maximum number of tokens)/i,
  /(?:longer|larger|greater|bigger) than the (?:model'?s? )?(?:context|maximum)/i,
  // Google
  /input token count\b.*\bexceeds?/i,
  /input tokens exceed/i,
  // Moonshot, MiniMax, Zhipu, DashScope
  /exceeded model token limit|context window exceeds|prompt exceeds max|range of input length should be/i,
  // TGI, LM Studio
  /tokens? \+ `?max_new_tokens`? must be|context the overflows|context overflow/i,
];

interface ErrorShape {
  name?: string;
  message?: string;
  data?: { message?: string; responseBody?: string; statusCode?: number };
}

/** Whether a provider refused a request because it is too long; limits of tokens a minute are told in other ways. */
export function isTooLongError(error: unknown): boolean {
  const { name, message, data } = (typeof error === "object" && error !== null ? error : {}) as ErrorShape;
  if (name === "ContextOverflowError" || data?.statusCode === 413) return true;
  if (data?.statusCode === 429) return false;
  const text = [message, data?.message, data?.responseBody].join("\n").slice(0, 10_000);
  return words.some((pattern) => pattern.test(text));
}
