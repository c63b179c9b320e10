import type { HistoryMessage } from "./context.js";

/**
 * Shortens what another agent reads of the orchestrator's turns: the calls that ran its agents and asked its questions
 * go with their results, since each holds a whole brief; the texts stay.
 *
 * @param isOwn whether a tool call was made by the orchestrator
 */
export function shortenTurns(messages: HistoryMessage[], isOwn: (callID: string) => boolean): void {
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index];
    if (!message || !Array.isArray(message.content)) continue;
    const kept = message.content.filter(
      ({ type, id }) => !(/^tool-(call|result)$/.test(type) && id !== undefined && isOwn(id)),
    );
    if (kept.length === message.content.length) continue;
    message.content = kept;
    if (kept.length === 0) messages.splice(index, 1);
  }
  joinAnswers(messages);
}

/** Some servers refuse two messages of the assistant in a row. */
function joinAnswers(messages: HistoryMessage[]): void {
  for (let index = messages.length - 1; index > 0; index--) {
    const [before, message] = [messages[index - 1], messages[index]];
    if (before?.role !== "assistant" || message?.role !== "assistant") continue;
    before.content = [...before.content, ...message.content];
    messages.splice(index, 1);
  }
}
