import type { PaletteCommand, TuiApi } from "./host.js";
import { sessionOnScreen } from "./screen.js";
import type { ShownRun } from "./shown-run.js";
import { statusText } from "./status-text.js";

/** The commands that need no words, for the palette. Each is what its slash command is. */
export function paletteCommands(api: TuiApi, run: () => ShownRun | undefined): PaletteCommand[] {
  const entry = (name: string, title: string, act: () => Promise<void>): PaletteCommand => ({
    namespace: "palette",
    name: `orchestrator.${name}`,
    title,
    category: "Orchestrator",
    run() {
      api.ui?.dialog.clear();
      act().catch((error: unknown) => tell(api, String(error), "error"));
    },
  });
  return [
    entry("status", "Status of the run", async () => showStatus(api, run())),
    entry("resume", "Resume the run", () => resume(api, run())),
    entry("stop", "Stop the run", () => ask(api, "auto-stop")),
    entry("inspect", "Inspect the run", () => ask(api, "auto-inspect")),
  ];
}

function showStatus(api: TuiApi, run: ShownRun | undefined): void {
  answer(api, "Orchestrator", run ? statusText(run) : "No run is active.");
}

async function resume(api: TuiApi, run: ShownRun | undefined): Promise<void> {
  if (!sessionOnScreen(api)?.isBusy) return say(api, "auto-resume");
  const isWorking = run?.standing === "working";
  const why = isWorking
    ? "The run continues; Esc pauses it."
    : "This session is busy: try again when it rests.";
  tell(api, why, "info");
}

/** In the session where it is idle, as if it were typed. A busy one would answer later: a session beside it answers. */
async function ask(api: TuiApi, command: string): Promise<void> {
  if (!sessionOnScreen(api)?.isBusy) return say(api, command);
  const client = await clientWith(api, command);
  const { data: beside } = await client.session.create({ title: `/${command}` });
  if (!beside) throw new Error("OpenCode made no session");
  try {
    const { data } = await client.session.command({ sessionID: beside.id, command, arguments: "" });
    const words = data?.parts.flatMap(({ type, text }) => (type === "text" && text ? [text] : [])) ?? [];
    answer(api, "Orchestrator", words.join("\n") || "OpenCode gave no answer.");
  } finally {
    await client.session.delete({ sessionID: beside.id });
  }
}

/** On the home screen a session is opened for it. */
async function say(api: TuiApi, command: string): Promise<void> {
  const client = await clientWith(api, command);
  const onScreen = sessionOnScreen(api)?.id;
  const sessionID = onScreen ?? (await client.session.create({})).data?.id;
  if (!sessionID) throw new Error("OpenCode made no session");
  if (!onScreen) api.route?.navigate("session", { sessionID });
  await client.session.command({ sessionID, command, arguments: "" });
}

/** @throws when the command is not the plugin's: its server part is not loaded, or the user has one of that name */
async function clientWith({ client }: TuiApi, command: string) {
  if (!client) throw new Error("This version of OpenCode has no commands for plugins");
  const { data = [] } = await client.command.list();
  const owner = data.find(({ name }) => name === command)?.agent ?? "";
  if (/^(statechart-)?orchestrator$/.test(owner)) return client;
  throw new Error(`/${command} is not the orchestrator's here. opencode-orchestrator doctor says why`);
}

function answer({ ui }: TuiApi, title: string, message: string): void {
  ui?.dialog.replace(() => ui.DialogAlert({ title, message }));
}

function tell({ ui }: TuiApi, message: string, variant: "info" | "error"): void {
  ui?.toast({ variant, message });
}
