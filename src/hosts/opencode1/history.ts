import type { Message, Part } from "@opencode-ai/sdk";

/**
 * Shortens what the user's own model reads of the orchestrator's turns: the texts stay, as one message a turn, and
 * the tools that only drew rows, lists and questions go. Some servers refuse two messages of the assistant in a
 * row. Without the plugin the whole history is valid too, only longer.
 */
export function shortenTurns(messages: { info: Message; parts: Part[] }[], orchestrator: string): void {
  const isOwnAnswer = ({ info }: { info: Message }) =>
    info.role === "assistant" && info.mode === orchestrator;
  const isOwnTurn = messages.findLast(({ info }) => info.role === "user")?.info;
  if (isOwnTurn && "agent" in isOwnTurn && isOwnTurn.agent === orchestrator) return;
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index];
    if (!message || !isOwnAnswer(message)) continue;
    message.parts = message.parts.filter((part) => part.type === "text" && part.text.trim());
    const next = messages[index + 1];
    if (next && isOwnAnswer(next)) {
      message.parts.push(...next.parts);
      messages.splice(index + 1, 1);
    }
    if (message.parts.length === 0) messages.splice(index, 1);
  }
}
