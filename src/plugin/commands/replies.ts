import type { Reply } from "../../machine/question.js";

const words = new Map<string, Reply>(
  (["run", "fix", "retry", "skip", "continue", "keep", "stop"] as const).map((reply) => [reply, reply]),
);

/** Labels of the question dialog. */
export function replyLabel(reply: Reply): string {
  return reply.charAt(0).toUpperCase() + reply.slice(1);
}

/**
 * Reads what the user answered: a reply's word alone, `retry` with own words (`retry "use bcrypt"`), or own words
 * only, which guide another try. A sentence that begins with "stop" or "skip" is advice and not that reply. Nothing
 * where the answer is empty or does not say what to do: then it is asked again.
 */
export function readReply(
  answer: string,
  allowed: readonly Reply[],
): { reply: Reply; guidance?: string } | undefined {
  const text = answer.trim();
  if (!text) return undefined;
  const alone = words.get(text.toLowerCase().replaceAll(/[\s\p{P}]/gu, ""));
  if (alone) return allowed.includes(alone) ? { reply: alone } : undefined;
  if (!allowed.includes("retry")) return undefined;
  const guidance = unquote(text.replace(/^retry\b[\s:,-]*/i, "").trim());
  return guidance ? { reply: "retry", guidance } : { reply: "retry" };
}

function unquote(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}
