/**
 * A host's terminal screen, as far as a run needs it. What a host lacks does nothing; what it throws is thrown here.
 */
export interface Screen {
  /** The folder that it is about, as soon as it is known. */
  folder(): string | undefined;
  /** The session that it shows. */
  session(): ShownSession | undefined;
  /** Whether the sidebar is beside the session in so many columns. */
  isSidebarShown(columns: number): boolean;
  columns(): number;
  /** A colour of its theme. */
  colour(tone: Tone): unknown;
  /** Its places for a run: each is drawn by a function that gives a node, or one that gives it whenever it changes. */
  place(places: { sidebar: () => unknown; line: () => unknown }): void;
  /** Entries of the palette (ctrl+p). */
  offer(entries: readonly PaletteEntry[]): void;
  onResize(listener: () => void): void;
  /** Something happened in a session. */
  onChange(listener: () => void): void;
  /** The part is taken off the screen. */
  onEnd(end: () => void): void;
  closeDialog(): void;
  alert(title: string, message: string): void;
  toast(message: string, variant: "info" | "error"): void;
  /** @throws when the version of the host has none for plugins */
  sessions(): ScreenSessions;
}

export interface ShownSession {
  id: string;
  isChild: boolean;
  isBusy: boolean;
}

/** Colours of the theme. */
export type Tone = "text" | "muted" | "success" | "warning" | "error" | "info";

export interface PaletteEntry {
  /** Unique among all entries. */
  id: string;
  title: string;
  run(): void;
}

export interface ScreenSessions {
  /** Whether a slash command of this name is the orchestrator's. */
  isOurs(command: string): Promise<boolean>;
  /** @returns its id @throws when the host makes none */
  create(title?: string): Promise<string>;
  show(session: string): void;
  /** As if it were typed. */
  command(session: string, command: string): Promise<unknown>;
  /** The same. @returns the answer's text, once it is complete */
  ask(session: string, command: string): Promise<string>;
  remove(session: string): Promise<unknown>;
}

/** In columns: with as many or fewer no host shows its sidebar by itself. */
export const widestWithoutSidebar = 120;

export const pluginId = "opencode-orchestrator";

/** The palette's heading of the entries. */
export const category = "Orchestrator";
