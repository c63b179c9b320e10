/** What OpenCode gives a part of its terminal screen, as far as it is used here. Older versions lack some of it. */
export interface TuiApi {
  readonly slots?: { register(slots: { order?: number; slots: Record<string, SlotRenderer> }): unknown };
  readonly theme: { readonly current: Record<Tone, unknown> };
  readonly state?: {
    readonly path?: { readonly directory?: string };
    readonly session?: {
      get?(session: string): { parentID?: string } | undefined;
      status?(session: string): { type: string } | undefined;
    };
  };
  readonly route?: { readonly current: Route; navigate(name: string, params: object): void };
  readonly kv?: { get(key: string, fallback: string): unknown };
  readonly renderer?: { readonly width: number; on(event: string, listener: () => void): unknown };
  readonly event?: { on(type: string, listener: () => void): unknown };
  readonly lifecycle?: { onDispose(end: () => void): unknown };
  readonly keymap?: { registerLayer(layer: { commands: PaletteCommand[] }): unknown };
  readonly ui?: {
    readonly dialog: { replace(render: () => unknown): void; clear(): void };
    DialogAlert(props: { title: string; message: string }): unknown;
    toast(toast: { variant: "info" | "error"; message: string }): void;
  };
  readonly client?: SessionClient;
}

export type SlotRenderer = (context: unknown, props: { session_id?: string }) => unknown;

export type Route = { name: string; params?: { sessionID?: unknown } };

/** Colours of the theme. */
export type Tone = "text" | "textMuted" | "success" | "warning" | "error" | "info";

/** An entry of the palette (ctrl+p). */
export interface PaletteCommand {
  namespace: "palette";
  name: string;
  title: string;
  category: string;
  run(): void;
}

/** OpenCode's own client. */
export interface SessionClient {
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
}
