import { category, type Screen, type Tone, widestWithoutSidebar } from "./screen.js";

/** What OpenCode 1 gives a part of its terminal screen, as far as it is used here. Older versions lack some of it. */
export interface Opencode1Screen {
  readonly slots?: { register(slots: { order?: number; slots: Record<string, () => unknown> }): unknown };
  readonly theme: { readonly current: Record<string, unknown> };
  readonly state?: {
    readonly path?: { readonly directory?: string };
    readonly session?: {
      get?(session: string): { parentID?: string } | undefined;
      status?(session: string): { type: string } | undefined;
    };
  };
  readonly route?: {
    readonly current: { name: string; params?: { sessionID?: unknown } };
    navigate(name: string, params: object): void;
  };
  readonly kv?: { get(key: string, fallback: string): unknown };
  readonly renderer?: { readonly width: number; on(event: string, listener: () => void): unknown };
  readonly event?: { on(type: string, listener: () => void): unknown };
  readonly lifecycle?: { onDispose(end: () => void): unknown };
  readonly keymap?: { registerLayer(layer: { commands: object[] }): unknown };
  readonly ui?: {
    readonly dialog: { replace(render: () => unknown): void; clear(): void };
    DialogAlert(props: { title: string; message: string }): unknown;
    toast(toast: { variant: "info" | "error"; message: string }): void;
  };
  readonly client?: {
    command: { list(): Promise<{ data?: { name: string; agent?: string }[] }> };
    session: {
      create(session: { title?: string }): Promise<{ data?: { id: string } }>;
      command(call: {
        sessionID: string;
        command: string;
        arguments: string;
      }): Promise<{ data?: { parts: { type: string; text?: string }[] } }>;
      delete(session: { sessionID: string }): Promise<unknown>;
    };
  };
}

/** After OpenCode's own figures, before servers and lists. */
const order = 150;

const colours: Partial<Record<Tone, string>> = { muted: "textMuted" };

export function opencode1Screen(api: Opencode1Screen): Screen {
  const session: Screen["session"] = () => {
    const { current } = api.route ?? {};
    const id = current?.name === "session" ? current.params?.sessionID : undefined;
    if (typeof id !== "string") return undefined;
    const { session: known } = api.state ?? {};
    const status = known?.status?.(id)?.type ?? "idle";
    return { id, isChild: known?.get?.(id)?.parentID !== undefined, isBusy: status !== "idle" };
  };
  return {
    folder: () => api.state?.path?.directory || process.cwd(),
    session,
    isSidebarShown(columns) {
      const shown = session();
      if (!shown || shown.isChild || columns <= widestWithoutSidebar) return false;
      return api.kv?.get("sidebar", "auto") !== "hide";
    },
    columns: () => api.renderer?.width ?? 0,
    colour: (tone) => api.theme.current[colours[tone] ?? tone],
    place: ({ sidebar, line }) =>
      void api.slots?.register({ order, slots: { sidebar_content: sidebar, app_bottom: line } }),
    offer: (entries) =>
      void api.keymap?.registerLayer({
        commands: entries.map(({ id: name, ...entry }) => ({
          namespace: "palette",
          name,
          category,
          ...entry,
        })),
      }),
    onResize: (listener) => void api.renderer?.on("resize", listener),
    onChange: (listener) => void api.event?.on("session.status", listener),
    onEnd: (end) => void api.lifecycle?.onDispose(end),
    closeDialog: () => api.ui?.dialog.clear(),
    alert: (title, message) => api.ui?.dialog.replace(() => api.ui?.DialogAlert({ title, message })),
    toast: (message, variant) => api.ui?.toast({ variant, message }),
    sessions() {
      const { client } = api;
      if (!client) throw new Error("This version of OpenCode has no commands for plugins");
      const command = (sessionID: string, name: string) =>
        client.session.command({ sessionID, command: name, arguments: "" });
      return {
        async isOurs(name) {
          const { data = [] } = await client.command.list();
          const owner = data.find((each) => each.name === name)?.agent ?? "";
          return /^(statechart-)?orchestrator$/.test(owner);
        },
        async create(title) {
          const { data } = await client.session.create(title === undefined ? {} : { title });
          if (!data) throw new Error("OpenCode made no session");
          return data.id;
        },
        show: (sessionID) => api.route?.navigate("session", { sessionID }),
        command,
        async ask(session, name) {
          const { data } = await command(session, name);
          const texts = data?.parts.flatMap(({ type, text }) => (type === "text" && text ? [text] : []));
          return texts?.join("\n") ?? "";
        },
        remove: (sessionID) => client.session.delete({ sessionID }),
      };
    },
  };
}
