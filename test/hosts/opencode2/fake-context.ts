import type {
  AgentDraft,
  CommandInfo,
  Context,
  HistoryMessage,
  ModelInfo,
  ModelRef,
  SessionInfo,
} from "../../../src/hosts/opencode2/context.js";
import { createFakeEvents, type FakeEvents } from "./fake-events.js";

export type ToolInfo = Parameters<Parameters<Context["tool"]["transform"]>[0]>[0] extends {
  add(item: infer Item): void;
}
  ? Item
  : never;

/** A session as the host stores it. */
export interface FakeSession {
  info: SessionInfo & { title?: string };
  messages: HistoryMessage[];
  /** Ends what runs in it; its reason is told with the end. */
  running: AbortController | undefined;
  /** Resolves when nothing runs in it. */
  idle: Promise<void>;
  /** Why its last turn failed. */
  failed: string | undefined;
}

/** What a small OpenCode 2 knows: what it was configured with, what plugins registered, and its sessions. */
export interface FakeState {
  folder: string;
  agents: Map<string, AgentDraft>;
  commands: Map<string, CommandInfo>;
  tools: Map<string, ToolInfo>;
  models: ModelInfo[];
  sessions: Map<string, FakeSession>;
  events: FakeEvents;
  create(info: Partial<SessionInfo> & { title?: string }): FakeSession;
  of(sessionID: string): FakeSession;
  /** Runs the hooks of a name, one after the other. They may change the event. */
  hook(name: string, event: object): Promise<void>;
}

export const userModel: ModelRef = { providerID: "scripted", id: "m1" };

const limit = { context: 200_000, output: 32_000 };
const capabilities = { input: ["text"] };

/**
 * What plugins get of a small OpenCode 2, written from what a real one (2.0.14) was seen to do.
 *
 * @param users the agents of the user's config, beside `build`
 * @param prompted a message was put into a session
 */
export function createFakeContext(
  folder: string,
  { options = {}, users = [] }: { options?: object; users?: readonly string[] },
  prompted: (session: FakeSession, text: string, metadata?: object) => Promise<void>,
) {
  const hooks = new Map<string, ((event: never) => unknown)[]>();
  const transforms: (() => void)[] = [];
  const events = createFakeEvents();
  const sessions = new Map<string, FakeSession>();

  const state: FakeState = {
    folder,
    agents: new Map(),
    commands: new Map(),
    tools: new Map(),
    models: [],
    sessions,
    events,
    create(info) {
      const id = `ses_${sessions.size + 1}`;
      const tokens = { input: 0, output: 0, reasoning: 0, cache: { read: 0, write: 0 } };
      const session: FakeSession = {
        info: { id, cost: 0, tokens, time: { created: Date.now() }, ...info },
        messages: [],
        running: undefined,
        idle: Promise.resolve(),
        failed: undefined,
      };
      sessions.set(id, session);
      const { parentID } = info;
      events.emit("session.created", { sessionID: id, ...(parentID ? { parentID } : {}) });
      return session;
    },
    of(sessionID) {
      const session = sessions.get(sessionID);
      if (!session) throw new Error(`no session ${sessionID}`);
      return session;
    },
    async hook(name, event) {
      for (const callback of hooks.get(name) ?? []) await callback(event as never);
    },
  };

  /** Callbacks of `transform` run when all plugins are set up, and again at each reload. */
  const load = () => {
    const user = (id: string): AgentDraft => ({ ...draftOf(id), mode: "primary" });
    state.agents = new Map(["build", ...users].map((id) => [id, user(id)]));
    state.commands = new Map();
    state.tools = new Map();
    state.models = ["m1", "m2"].map((id) => ({
      ...{ id, providerID: "scripted", enabled: true, capabilities, limit },
    }));
    for (const transform of transforms) transform();
  };
  const register =
    <Editor>(editor: () => Editor) =>
    async (change: (editor: Editor) => void) => {
      transforms.push(() => change(editor()));
    };
  const addHook =
    (kind: string) =>
    async (name: string, callback: (event: never) => unknown): Promise<void> => {
      hooks.set(`${kind}.${name}`, [...(hooks.get(`${kind}.${name}`) ?? []), callback]);
    };

  const context: Context = {
    options,
    location: { directory: folder },
    session: {
      hook: addHook("session"),
      get: async ({ sessionID }) => structuredClone(state.of(sessionID).info),
      async switchAgent({ sessionID, agent }) {
        state.of(sessionID).info.agent = agent;
        events.emit("session.agent.selected", { sessionID, agent });
      },
      async switchModel({ sessionID, model }) {
        state.of(sessionID).info.model = { ...model };
        events.emit("session.model.selected", { sessionID, model });
      },
      prompt: ({ sessionID, text, metadata }) => prompted(state.of(sessionID), text, metadata),
      interrupt: async ({ sessionID }) => state.of(sessionID).running?.abort("user"),
    },
    provider: {
      transform: register(() => ({
        add: ({ models }: { models: readonly object[] }) =>
          void state.models.push(...(models as ModelInfo[])),
      })),
    },
    agent: {
      list: async () => ({ data: [...state.agents.values()] }),
      transform: register(() => ({
        list: () => [...state.agents.values()],
        update(id: string, change: (draft: AgentDraft) => void) {
          const draft = state.agents.get(id) ?? draftOf(id);
          change(draft);
          state.agents.set(id, draft);
        },
      })),
    },
    command: {
      transform: register(() => ({
        add: (info: CommandInfo) => void state.commands.set(info.name, info),
      })),
    },
    tool: {
      transform: register(() => ({ add: (info: ToolInfo) => void state.tools.set(info.name, info) })),
      hook: addHook("tool"),
    },
    model: {
      list: async () => ({ data: state.models }),
      default: async () => ({ data: state.models.find(({ id }) => id === userModel.id) }),
    },
    event: { subscribe: events.subscribe },
  };
  return { state, context, load };
}

function draftOf(id: string): AgentDraft {
  return { id, mode: "primary", permissions: [{ action: "*", resource: "*", effect: "allow" }] };
}
