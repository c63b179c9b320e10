import { kindOf } from "../../plugin/attachments.js";
import { unquote } from "../../plugin/commands/unquote.js";
import type { CommandName } from "../../plugin/names.js";
import type { Plugin } from "../../plugin/plugin.js";
import type { CommandInfo, Context } from "./context.js";
import { toChoice } from "./models.js";
import type { Sessions } from "./sessions.js";

/** The commands as OpenCode 2 takes them: each is heard, and then begins a turn of the orchestrator. */
export function ownCommands(
  commands: Readonly<Record<CommandName, string>>,
  plugin: Plugin,
  sessions: Sessions,
): CommandInfo[] {
  return Object.entries(commands).map(([name, description]) => ({
    name,
    description,
    async execute({ sessionID, prompt }) {
      if ((prompt.files ?? []).some(isMoreThanText)) throw new Error(wordsOnly);
      const text = unquote(prompt.text.trim());
      const command = name as CommandName;
      const model = await sessions.selected(sessionID);
      if (text && !command.startsWith("auto-")) sessions.title(sessionID, text);
      await plugin.heard(sessionID, { command, text }, model && toChoice(model));
      await sessions.ask(sessionID, `/${name} ${prompt.text}`.trim());
    },
  }));
}

const wordsOnly =
  "Nothing was started: in OpenCode 2 the orchestrator's agents are given words only. Say in words what the attached file shows.";

function isMoreThanText(file: unknown): boolean {
  const { mime } = (typeof file === "object" && file !== null ? file : {}) as { mime?: unknown };
  return typeof mime === "string" && kindOf(mime) !== "text";
}

/** Where a host lacks what a mission needs, `/auto` says so, and nothing else is registered. */
export async function refuseMissions(
  { command }: Partial<Context>,
  missing: readonly string[],
): Promise<() => Promise<void>> {
  const text = `The orchestrator cannot work here: this version of OpenCode lacks ${missing.join(", ")}.`;
  await command?.transform?.((editor) =>
    editor.add({
      name: "auto",
      description: "The orchestrator cannot work in this version of OpenCode",
      async execute() {
        throw new Error(text);
      },
    }),
  );
  return async () => {};
}
