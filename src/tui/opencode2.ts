import { category, pluginId, type Screen, type Tone, widestWithoutSidebar } from "./screen.js";

/** What OpenCode 2 gives a part of its terminal screen, as far as it is used here. */
export interface Opencode2Screen {
  readonly location?: { readonly directory?: string };
  readonly theme: {
    readonly text: {
      readonly base: unknown;
      readonly muted: unknown;
      readonly feedback: Record<"success" | "warning" | "error" | "info", { readonly base: unknown }>;
    };
  };
  readonly renderer: { readonly width: number; on(event: string, listener: () => void): unknown };
  readonly data: {
    session: { get(session: string): { parentID?: string } | undefined; status(session: string): string };
    on(type: string, listener: () => void): () => void;
  };
  readonly keymap: { layer(make: () => { mode: string; commands: object[] }): unknown };
  readonly ui: {
    slot(claim: { prepend?: string; append?: string; render: () => unknown }): unknown;
    readonly dialog: { alert(words: { title: string; message: string }): Promise<unknown>; clear(): void };
    readonly toast: { show(toast: { variant: "info" | "error"; message: string }): void };
    readonly router: {
      current(): { type: string; sessionID?: string };
      navigate(route: { type: "session"; sessionID: string }): void;
    };
  };
  readonly client: {
    command: { list(about: { location: object }): Promise<{ data: { name: string }[] }> };
    plugin: {
      list(about: { location: object }): Promise<{ data: { id?: string; state?: { status: string } }[] }>;
    };
    session: {
      create(session: { location: object; title?: string }): Promise<{ id: string }>;
      command(call: { sessionID: string; name: string; text: string }): Promise<unknown>;
      wait(session: { sessionID: string }): Promise<unknown>;
      remove(session: { sessionID: string }): Promise<unknown>;
    };
    message: {
      list(about: { sessionID: string; order: "desc"; limit: number }): Promise<{ data: Message[] }>;
    };
  };
}

interface Message {
  type: string;
  content?: { type: string; text?: string }[];
}

const changes = ["started", "succeeded", "failed", "interrupted"].map((how) => `session.execution.${how}`);

/** @param onEnd collects what is to be done when the host takes the part off the screen */
export function opencode2Screen(context: Opencode2Screen, onEnd: Screen["onEnd"]): Screen {
  const colours: Record<Tone, () => unknown> = {
    text: () => context.theme.text.base,
    muted: () => context.theme.text.muted,
    success: () => context.theme.text.feedback.success.base,
    warning: () => context.theme.text.feedback.warning.base,
    error: () => context.theme.text.feedback.error.base,
    info: () => context.theme.text.feedback.info.base,
  };
  const session: Screen["session"] = () => {
    const { sessionID: id } = context.ui.router.current();
    if (id === undefined) return undefined;
    const isChild = context.data.session.get(id)?.parentID !== undefined;
    return { id, isChild, isBusy: context.data.session.status(id) !== "idle" };
  };
  const location = () => ({ directory: context.location?.directory });
  const command = (sessionID: string, name: string) =>
    context.client.session.command({ sessionID, name, text: "" });
  return {
    folder: () => context.location?.directory,
    session,
    isSidebarShown(columns) {
      const shown = session();
      return shown !== undefined && !shown.isChild && columns > widestWithoutSidebar;
    },
    columns: () => context.renderer.width,
    colour: (tone) => colours[tone](),
    place({ sidebar, line }) {
      // Below the list of subagents it would soon be out of sight.
      context.ui.slot({ prepend: "sidebar.content", render: sidebar });
      context.ui.slot({ append: "app", render: line });
    },
    offer(entries) {
      const commands = entries.map((entry) => ({ ...entry, group: category, palette: true }));
      // Keys belong to what is drawn.
      const render = () => {
        context.keymap.layer(() => ({ mode: "global", commands }));
        return null;
      };
      context.ui.slot({ append: "app", render });
    },
    onResize: (listener) => void context.renderer.on("resize", listener),
    onChange(listener) {
      for (const type of changes) onEnd(context.data.on(type, listener));
    },
    onEnd,
    closeDialog: () => context.ui.dialog.clear(),
    alert: (title, message) => void context.ui.dialog.alert({ title, message }),
    toast: (message, variant) => context.ui.toast.show({ variant, message }),
    sessions: () => ({
      // The list of commands does not say whose they are. Where the plugin is active, its own win over others.
      async isOurs(name) {
        const { command, plugin } = context.client;
        const [commands, plugins] = await Promise.all([
          command.list({ location: location() }),
          plugin.list({ location: location() }),
        ]);
        const isActive = plugins.data.some(({ id, state }) => id === pluginId && state?.status === "active");
        return isActive && commands.data.some((each) => each.name === name);
      },
      async create(title) {
        const made = await context.client.session.create({
          location: location(),
          ...(title ? { title } : {}),
        });
        return made.id;
      },
      show: (sessionID) => context.ui.router.navigate({ type: "session", sessionID }),
      command,
      async ask(sessionID, name) {
        await command(sessionID, name);
        await context.client.session.wait({ sessionID });
        const { data: messages } = await context.client.message.list({ sessionID, order: "desc", limit: 10 });
        const answer = messages.find(({ type }) => type === "assistant")?.content ?? [];
        return answer.flatMap(({ type, text }) => (type === "text" && text ? [text] : [])).join("\n");
      },
      remove: (sessionID) => context.client.session.remove({ sessionID }),
    }),
  };
}
