import type { AgentPort, AgentRequest } from "../actors/agents/agent-port.js";
import type { AgentRole, Usage } from "../contracts/agent.js";
import type { Activity } from "../contracts/checkpoints.js";
import type { PermissionRule } from "../contracts/needed-tools.js";
import type { ModelChoice } from "./options/model-choice.js";

/**
 * What the plugin needs of the program that it works in. A host is a folder of `src/hosts` which implements this and
 * translates its hooks into calls of the `Plugin`.
 */
export interface Ports {
  host: Host;
  /** The agents of a run, each call in a session of its own. */
  agents(run: AgentRun): AgentPort;
  /** How the turns of a session show what they have to show. */
  turn(session: string): TurnPort;
}

/** What is the same for all sessions. The lock of a worktree is no matter of the host: it is shared by all of them. */
export interface Host {
  /** The folder that it was started in; agents, checks and checkpoints work there. */
  readonly folder: string;
  log(level: "debug" | "info" | "warn" | "error", message: string, extra?: Record<string, unknown>): void;
  /** Shows an error in its terminal. */
  toast(title: string, message: string): Promise<void>;
  models: Models;
  sessions: Sessions;
  /** The rules by which it lets the agents use tools; a role is missing where it does not say. */
  rules(): Promise<Partial<Record<AgentRole, readonly PermissionRule[]>>>;
}

export interface Models {
  /**
   * The model to take where none is known to be selected: the config's, else the default of the first provider that
   * the config names, else of the first one there is. Nothing when no provider is set up.
   */
  default(): Promise<ModelChoice | undefined>;
  /** Why models cannot be called, by their names; nothing of those that can, or where the host does not say. */
  missing(models: readonly ModelChoice[]): Promise<ReadonlyMap<string, string>>;
  /** The kinds of input and whether the model reads them, like `{ image: false }`; nothing where it is unknown. */
  inputs(model: ModelChoice): Promise<Readonly<Record<string, boolean>> | undefined>;
}

/** Sessions as they are stored: of the user's, and of agents whose process has ended. */
export interface Sessions {
  /**
   * What the user attached to the message that began a run, and to later ones of its session. It is read from the
   * session, so that it is there after a restart, too.
   *
   * @param startedAt when the run began, in milliseconds since the epoch
   */
  attachments(session: string, startedAt: number): Promise<readonly Attachment[]>;
  /** Ends what an agent's session still does. */
  end(session: string): Promise<void>;
  /**
   * What an agent's session used and did; nothing where it is gone.
   *
   * @param until when a tool that has no end can have run last, in milliseconds since the epoch
   */
  read(session: string, until: number): Promise<{ usage: Usage; activity: Activity } | undefined>;
}

/** A file that the user attached to a message. */
export interface Attachment {
  mime: string;
  filename?: string | undefined;
  url: string;
}

/** A run, as far as its agents' sessions need to know it. */
export interface AgentRun {
  id: string;
  /** The session of the turn; agents run in its children. */
  session: string;
  model(role: AgentRole, attempt: number): ModelChoice;
  /** What the user attached for this role. */
  attachments(role: AgentRole): Promise<readonly Attachment[]>;
  /** A call has its session: the journal notes it. */
  onOpened(call: OpenedCall): void;
  /** An agent works: the turn shows it as a row. */
  show(row: Row): void;
}

/** One agent call: its session, what it is for, and the model that works on it. */
export interface OpenedCall {
  readonly sessionID: string;
  readonly request: AgentRequest;
  readonly model: ModelChoice;
}

/** Texts go through the model's stream everywhere. What a host lacks is absent here, and told as text instead. */
export interface TurnPort {
  /** Drawn by the host's API; or by a tool that runs the agent, and so is its row. */
  rows: Rows | TurnTool<Row> | undefined;
  list: TurnTool<readonly Todo[]> | undefined;
  question: TurnTool<Prompt> | undefined;
  /** Whether nothing of the session works. */
  isIdle(): Promise<boolean>;
}

/** Draws agent calls as rows that lead to their sessions. */
export interface Rows {
  /** Shows the row until its call has ended, or the turn was interrupted. */
  show(row: Row, signal: AbortSignal): Promise<void>;
  /** Ends the row of a call whose process is gone: its spinner would turn for ever. */
  end(agentSession: string): Promise<void>;
}

/** An agent call as a row of the turn. */
export interface Row {
  call: OpenedCall;
  startedAt: number;
  /** Resolves with how the call ended. */
  ended: Promise<"done" | "failed">;
}

export interface Todo {
  content: string;
  status: "pending" | "in_progress" | "completed" | "cancelled";
  priority: "high" | "medium" | "low";
}

/** A tool of the host's that a turn calls to show something, where its session may use it. */
export interface TurnTool<Shown> {
  name: string;
  input(shown: Shown): object;
  /** Nobody waits for it any more, so it is not shown. */
  isStale?(shown: Shown): boolean;
  /** The turn has made the call. */
  called?(shown: Shown, callID: string): void;
}

/** A question as it is shown in a dialog. */
export interface Prompt {
  header: string;
  question: string;
  options: { label: string; description: string }[];
}
