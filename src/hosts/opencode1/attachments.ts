import type { FilePart, FilePartInput } from "@opencode-ai/sdk/v2/client";
import { kindOf } from "../../plugin/attachments.js";
import type { Attachment } from "../../plugin/ports.js";
import type { SessionMessage } from "./agents/session-messages.js";

/** Whether a part says more than the words do. A text file that they mention with an @ is read where it is. */
export function isAttachment(part: { type: string }, words: string): part is FilePart {
  if (part.type !== "file") return false;
  const { mime, filename, source } = part as FilePart;
  const isMentioned = words.includes(source?.text.value ?? `@${filename}`);
  return !(isMentioned && kindOf(mime) === "text");
}

/**
 * What the user attached to a run's command, and to later messages of its session.
 *
 * @param startedAt when the run began, in milliseconds since the epoch
 */
export function attachmentsIn(messages: readonly SessionMessage[], startedAt: number): FilePart[] {
  const ofUser = messages.filter(({ info }) => info.role === "user");
  const first = ofUser.findLastIndex(({ info }) => info.time.created <= startedAt);
  const parts = ofUser.slice(Math.max(0, first)).flatMap((message) => message.parts);
  const words = parts
    .flatMap((part) => (part.type === "text" && !part.synthetic ? [part.text] : []))
    .join("\n");
  return parts.filter((part): part is FilePart => isAttachment(part, words));
}

/** An attachment as a prompt takes it. */
export function toInput({ mime, filename, url }: Attachment): FilePartInput {
  return { type: "file", mime, url, ...(filename ? { filename } : {}) };
}
