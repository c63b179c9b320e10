import type { HistoryMessage } from "./context.js";

/**
 * Shortens what another agent reads of the orchestrator's turns: the calls that ran its agents and asked its questions
 * go with their results, since each holds a whole brief; the texts stay, as one message, since some servers refuse two
 * messages of the assistant in a row. Other messages are left as they are.
 *
 * @param isOwn whether a tool call was made by the orchestrator
 */
export function shortenTurns(messages: HistoryMessage[], isOwn: (callID: string) => boolean): void {
  let isBesideOwn = false;
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index];
    if (!message || !Array.isArray(message.content)) continue;
    const kept = message.content.filter(
      ({ type, id }) => !(/^tool-(call|result)$/.test(type) && id !== undefined && isOwn(id)),
    );
    const isShortened = kept.length < message.content.length;
    message.content = kept;
    if (kept.length === 0) messages.splice(index, 1);
    else if (isShortened || isBesideOwn) joinAnswers(messages, index);
    isBesideOwn = isShortened;
  }
}

function joinAnswers(messages: HistoryMessage[], index: number): void {
  const [message, next] = [messages[index], messages[index + 1]];
  if (message?.role !== "assistant" || next?.role !== "assistant") return;
  message.content = [...message.content, ...next.content];
  messages.splice(index + 1, 1);
}
