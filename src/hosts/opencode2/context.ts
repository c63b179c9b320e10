/**
 * What OpenCode 2 gives to a plugin's `setup`, as far as it is used here. These types are our own: its packages cannot
 * be installed everywhere, and each capability is probed before it is used.
 */
export interface Context {
  readonly options?: unknown;
  readonly location: { directory: string };
  readonly session: {
    hook(name: string, callback: (event: never) => unknown): Promise<unknown>;
    get(of: InSession): Promise<SessionInfo>;
    switchAgent(to: InSession & { agent: string }): Promise<unknown>;
    switchModel(to: InSession & { model: ModelRef }): Promise<unknown>;
    prompt(what: InSession & { text: string; files?: unknown; metadata?: object }): Promise<unknown>;
    interrupt(of: InSession): Promise<unknown>;
  };
  readonly provider: { transform(change: (editor: ProviderEditor) => void): Promise<unknown> };
  readonly agent: {
    list(): Promise<{ data: readonly AgentInfo[] }>;
    transform(change: (editor: AgentEditor) => void): Promise<unknown>;
  };
  readonly command: { transform(change: (editor: Adding<CommandInfo>) => void): Promise<unknown> };
  readonly tool: {
    transform(change: (editor: Adding<ToolInfo>) => void): Promise<unknown>;
    hook(name: string, callback: (event: ToolEvent) => unknown): Promise<unknown>;
  };
  readonly model: {
    list(): Promise<{ data: readonly ModelInfo[] }>;
    default(): Promise<{ data: ModelInfo | undefined }>;
  };
  readonly event: { subscribe(options?: { signal?: AbortSignal }): AsyncIterable<HostEvent> };
}

export interface InSession {
  sessionID: string;
}

interface Adding<Item> {
  add(item: Item): void;
}

export interface ModelRef {
  providerID: string;
  id: string;
  variant?: string | undefined;
}

export interface ModelInfo {
  id: string;
  providerID: string;
  enabled?: boolean;
  capabilities?: { input?: readonly string[] };
  limit?: { context: number; output: number };
}

export interface SessionInfo {
  id: string;
  parentID?: string;
  agent?: string;
  model?: ModelRef;
  cost: number;
  tokens: Tokens;
  time: { created: number };
}

export interface Tokens {
  input: number;
  output: number;
  reasoning: number;
  cache: { read: number; write: number };
}

/** Rules in order; of those that fit, the last one counts. */
export interface Rule {
  action: string;
  resource: string;
  effect: "allow" | "ask" | "deny";
}

export interface AgentInfo {
  id: string;
  name?: string;
  mode?: "primary" | "subagent" | "all";
  hidden?: boolean;
  permissions: Rule[];
}

export interface AgentDraft extends AgentInfo {
  description?: string;
  system?: string;
  model?: ModelRef;
}

interface AgentEditor {
  list(): readonly AgentInfo[];
  update(id: string, change: (draft: AgentDraft) => void): void;
}

type ProviderEditor = Adding<{ info: object; models: readonly object[] }>;

export interface CommandInfo {
  name: string;
  description: string;
  execute(call: InSession & { prompt: { text: string; files?: readonly unknown[] } }): Promise<void>;
}

interface ToolInfo {
  name: string;
  description: string;
  options: { codemode: false };
  /** A plain JSON Schema. */
  input: object;
  execute(input: unknown, of: InSession): Promise<{ content: string; metadata?: object }>;
}

export interface ToolEvent extends InSession {
  tool: string;
  id: string;
  status?: "completed" | "error";
  result?: { content?: unknown; metadata?: { answers?: unknown }; output?: { answers?: unknown } };
  error?: { message?: string };
}

export interface ContextEvent extends InSession {
  agent: string;
  messages: HistoryMessage[];
  tools: Record<string, unknown>;
}

export interface HistoryMessage {
  role: string;
  content: HistoryPart[];
}

export interface HistoryPart {
  type: string;
  id?: string;
  name?: string;
  text?: string;
}

export interface ModelRequestEvent extends InSession {
  agent: string;
  model: ModelRef;
  kind: string;
  headers: Record<string, string>;
}

export interface RetryEvent extends InSession {
  model: ModelRef;
  decision: { retry: boolean; delay?: number };
}

/** What the host says when something failed. */
export interface HostFailure {
  type?: string;
  message?: string;
  status?: number;
}

/** One of the host's events; which fields its data has depends on its type. */
export interface HostEvent {
  type: string;
  /** In milliseconds since the epoch. */
  created: number;
  data: Partial<InSession> & {
    id?: string;
    name?: string;
    agent?: string;
    model?: ModelRef;
    text?: string;
    delta?: string;
    cost?: number;
    reason?: string;
    input?: Record<string, unknown>;
    finish?: string;
    tokens?: Tokens;
    error?: HostFailure;
    attempt?: number;
    at?: number;
    metadata?: { sessionID?: string };
    action?: string;
    resources?: readonly string[];
    requestID?: string;
    reply?: string;
  };
}

export interface PromptEvent extends InSession {
  prompt: { text: string };
  metadata?: Record<string, unknown>;
}

export interface TitleEvent extends InSession {
  result?: string;
}
