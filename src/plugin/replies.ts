import type { Reply } from "../machine/question.js";

const words: Record<string, Reply> = { retry: "retry", skip: "skip", continue: "continue", stop: "stop" };

/** Labels of the question dialog. */
export function replyLabel(reply: Reply): string {
  return reply.charAt(0).toUpperCase() + reply.slice(1);
}

/**
 * Reads what the user answered: a reply's word, a reply and own words (`retry "use bcrypt"`), or own words only,
 * which guide the reply that goes on. Nothing for an empty answer.
 */
export function readReply(
  answer: string,
  allowed: readonly Reply[],
): { reply: Reply; guidance?: string } | undefined {
  const text = answer.trim();
  if (!text) return undefined;
  const [first = "", ...rest] = text.split(/\s+/);
  const reply = words[first.toLowerCase().replaceAll(/[^a-z]/g, "")];
  if (reply && allowed.includes(reply)) {
    const guidance = unquote(text.slice(first.length).trim());
    return rest.length > 0 && guidance ? { reply, guidance } : { reply };
  }
  const onward = allowed.find((candidate) => candidate === "retry" || candidate === "continue");
  return onward ? { reply: onward, guidance: unquote(text) } : undefined;
}

function unquote(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}
