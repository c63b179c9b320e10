import type { Message, Part } from "@opencode-ai/sdk";
import { orchestratorAgent } from "./names.js";

/**
 * Shortens what the user's own model reads of the orchestrator's turns: the texts stay, the tools that only drew
 * rows, lists and questions go. Without the plugin the whole history is valid too, only longer.
 */
export function shortenTurns(messages: { info: Message; parts: Part[] }[]): void {
  const isOwnTurn = messages.findLast(({ info }) => info.role === "user")?.info;
  if (isOwnTurn && "agent" in isOwnTurn && isOwnTurn.agent === orchestratorAgent) return;
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index];
    if (message?.info.role !== "assistant" || message.info.mode !== orchestratorAgent) continue;
    message.parts = message.parts.filter((part) => part.type !== "tool");
    if (!message.parts.some((part) => part.type === "text" && part.text.trim())) messages.splice(index, 1);
  }
}
