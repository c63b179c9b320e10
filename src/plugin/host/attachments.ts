import type { FilePart, FilePartInput } from "@opencode-ai/sdk/v2/client";
import type { AgentRole } from "../../contracts/agent.js";
import { type ModelChoice, modelName } from "../options/model-choice.js";
import type { Host } from "./client.js";

/** Who reads what is attached to a command: the agent that reads the user's words first. */
export const readerOf = {
  auto: "planner",
  plan: "planner",
  search: "searcher",
  review: "reviewer",
  fix: "fixer",
} as const satisfies Record<string, AgentRole>;

/** Whether a role is the first to read the user's words in a run of this command. */
export function isReader(role: AgentRole, command: string): boolean {
  return new Map<string, AgentRole>(Object.entries(readerOf)).get(command) === role;
}

/** Whether a part says more than the words do. A text file that they mention with an @ is read where it is. */
export function isAttachment(part: { type: string }, words: string): part is FilePart {
  if (part.type !== "file") return false;
  const { mime, filename, source } = part as FilePart;
  const isMentioned = words.includes(source?.text.value ?? `@${filename}`);
  return !(isMentioned && kindOf(mime) === "text");
}

/**
 * What the user attached to a run's command, and to later messages of its session. It is read from the session, so
 * that it is there after a restart, too.
 *
 * @param startedAt when the run began, in milliseconds since the epoch
 */
export async function attachmentsOf(host: Host, sessionID: string, startedAt: number): Promise<FilePart[]> {
  const client = await host.client();
  const messages = (await client.session.messages({ sessionID })).data ?? [];
  const ofUser = messages.filter(({ info }) => info.role === "user");
  const first = ofUser.findLastIndex(({ info }) => info.time.created <= startedAt);
  const parts = ofUser.slice(Math.max(0, first)).flatMap((message) => message.parts);
  const words = parts
    .flatMap((part) => (part.type === "text" && !part.synthetic ? [part.text] : []))
    .join("\n");
  return parts.filter((part): part is FilePart => isAttachment(part, words));
}

/** The attachments as an agent's prompt takes them, and what it is told of them. */
export function toPrompt(role: AgentRole, attachments: readonly FilePart[]) {
  const files = attachments.map(
    ({ mime, filename, url }): FilePartInput => ({
      type: "file",
      mime,
      url,
      ...(filename ? { filename } : {}),
    }),
  );
  const others =
    role === "planner"
      ? " No other agent sees it: write what it shows, as far as it matters, into the description of each task."
      : "";
  return { files, text: `The user attached ${namesOf(attachments)}.${others}` };
}

/**
 * What of the attachments a model cannot read.
 * @returns a sentence with each file and model; nothing where all can be read, or OpenCode does not say
 */
export async function unreadable(
  host: Host,
  attachments: readonly FilePart[],
  models: readonly ModelChoice[],
): Promise<string | undefined> {
  if (attachments.length === 0) return undefined;
  const client = await host.client();
  const providers = (await client.config.providers()).data?.providers ?? [];
  for (const model of models) {
    const known = providers.find(({ id }) => id === model.providerID)?.models[model.modelID];
    if (!known) continue;
    const input: Record<string, boolean> = known.capabilities.input;
    const unread = attachments.filter(({ mime }) => !input[kindOf(mime)]);
    if (unread.length > 0) return `${modelName(model)} does not read ${namesOf(unread)}`;
  }
  return undefined;
}

function namesOf(attachments: readonly FilePart[]): string {
  return attachments.map(({ filename, mime }) => (filename ? `${filename} (${mime})` : mime)).join(", ");
}

/** The kind of input of a model that a file is. OpenCode gives text and folders as text. */
function kindOf(mime: string): string {
  if (mime === "application/pdf") return "pdf";
  if (mime === "application/x-directory" || /^text\/|[/+](json|xml|yaml|toml|javascript)$/.test(mime))
    return "text";
  return mime.split("/")[0] ?? "";
}
