import type { AgentRole } from "../contracts/agent.js";
import { type ModelChoice, modelName } from "./options/model-choice.js";
import type { Attachment, Host } from "./ports.js";

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

/** What an agent is told of the files that come with its prompt. */
export function attachmentNote(role: AgentRole, attachments: readonly Attachment[]): string {
  const others =
    role === "planner"
      ? " No other agent sees it: write what it shows, as far as it matters, into the description of each task."
      : "";
  return `The user attached ${namesOf(attachments)}.${others}`;
}

/**
 * What of the attachments a model cannot read.
 * @returns a sentence with each file and model; nothing where all can be read, or the host does not say
 */
export async function unreadable(
  { models: known }: Pick<Host, "models">,
  attachments: readonly Attachment[],
  models: readonly ModelChoice[],
): Promise<string | undefined> {
  if (attachments.length === 0) return undefined;
  for (const model of models) {
    const inputs = await known.inputs(model);
    if (!inputs) continue;
    const unread = attachments.filter(({ mime }) => !inputs[kindOf(mime)]);
    if (unread.length > 0) return `${modelName(model)} does not read ${namesOf(unread)}`;
  }
  return undefined;
}

function namesOf(attachments: readonly Attachment[]): string {
  return attachments.map(({ filename, mime }) => (filename ? `${filename} (${mime})` : mime)).join(", ");
}

/** The kind of input of a model that a file is. OpenCode gives text and folders as text. */
export function kindOf(mime: string): string {
  if (mime === "application/pdf") return "pdf";
  if (mime === "application/x-directory" || /^text\/|[/+](json|xml|yaml|toml|javascript)$/.test(mime))
    return "text";
  return mime.split("/")[0] ?? "";
}
