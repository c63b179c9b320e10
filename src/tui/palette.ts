import type { PaletteEntry, Screen, ScreenSessions } from "./screen.js";
import { category } from "./screen.js";
import type { ShownRun } from "./shown-run.js";
import { statusText } from "./status-text.js";

/** The commands that need no words, for the palette. Each is what its slash command is. */
export function paletteEntries(screen: Screen, run: () => ShownRun | undefined): PaletteEntry[] {
  const entry = (name: string, title: string, act: () => Promise<void>): PaletteEntry => ({
    id: `orchestrator.${name}`,
    title,
    run() {
      screen.closeDialog();
      act().catch((error: unknown) => screen.toast(String(error), "error"));
    },
  });
  return [
    entry("status", "Status of the run", async () => showStatus(screen, run())),
    entry("resume", "Resume the run", () => resume(screen, run())),
    entry("stop", "Stop the run", () => ask(screen, "auto-stop")),
    entry("inspect", "Inspect the run", () => ask(screen, "auto-inspect")),
  ];
}

function showStatus(screen: Screen, run: ShownRun | undefined): void {
  screen.alert(category, run ? statusText(run) : "No run is active.");
}

async function resume(screen: Screen, run: ShownRun | undefined): Promise<void> {
  if (!screen.session()?.isBusy) return say(screen, "auto-resume");
  const isWorking = run?.standing === "working";
  const why = isWorking
    ? "The run continues; Esc pauses it."
    : "This session is busy: try again when it rests.";
  screen.toast(why, "info");
}

/** In the session where it is idle, as if it were typed. A busy one would answer later: a session beside it answers. */
async function ask(screen: Screen, command: string): Promise<void> {
  if (!screen.session()?.isBusy) return say(screen, command);
  const sessions = await sessionsWith(screen, command);
  const beside = await sessions.create(`/${command}`);
  try {
    screen.alert(category, (await sessions.ask(beside, command)) || "OpenCode gave no answer.");
  } finally {
    await sessions.remove(beside);
  }
}

/** On the home screen a session is opened for it. */
async function say(screen: Screen, command: string): Promise<void> {
  const sessions = await sessionsWith(screen, command);
  const onScreen = screen.session()?.id;
  const session = onScreen ?? (await sessions.create());
  if (!onScreen) sessions.show(session);
  await sessions.command(session, command);
}

/** @throws when the command is not the plugin's: its server part is not loaded, or the user has one of that name */
async function sessionsWith(screen: Screen, command: string): Promise<ScreenSessions> {
  const sessions = screen.sessions();
  if (await sessions.isOurs(command)) return sessions;
  throw new Error(`/${command} is not the orchestrator's here. opencode-orchestrator doctor says why`);
}
