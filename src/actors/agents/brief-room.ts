/** Of a model, in tokens. */
export interface ModelLimits {
  /** Of a request and its answer together. */
  context: number;
  output: number;
  /** Of a request alone, where it has a limit of its own. */
  input?: number | undefined;
}

/** OpenCode asks for no longer answers, whatever a model could write. */
const longestAnswer = 32_000;
/** The system prompt, the tools and the project's own instructions; an agent's own share of it is measured at 2,000. */
const aroundBrief = 4_000;
const leastTokens = 1_000;
/** Prose has four characters a token, logs and code about three. */
const charactersPerToken = 3;

/**
 * How long a brief may be, as {@link lengthOf} counts: half of what its model reads besides, since the agent must
 * read files too. Without limit where nobody knows the model's.
 */
export function briefRoom(limits: ModelLimits | undefined): number {
  if (!limits || limits.context <= 0) return Number.POSITIVE_INFINITY;
  const { context, output, input = context } = limits;
  const answer = Math.min(output > 0 ? output : longestAnswer, longestAnswer);
  const readable = Math.min(input, Math.max(context - answer, context / 4));
  return Math.floor(Math.max(leastTokens, (readable - aroundBrief) / 2)) * charactersPerToken;
}

/** In characters; one outside of ASCII counts three, since it may be a token of its own. */
export function lengthOf(text: string): number {
  let length = text.length;
  for (const { 0: others } of text.matchAll(notAscii)) length += (wide - 1) * others.length;
  return length;
}

/** The first or the last characters of a text that fit into a length. */
export function fitting(text: string, length: number, from: "start" | "end"): string {
  let left = length;
  let count = 0;
  while (count < text.length) {
    const at = from === "start" ? count : text.length - 1 - count;
    left -= text.charCodeAt(at) < 128 ? 1 : wide;
    if (left < 0) break;
    count++;
  }
  return from === "start" ? text.slice(0, count) : text.slice(text.length - count);
}

const wide = 3;
const notAscii = /[^\p{ASCII}]+/gu;
