import { statechartModel, statechartProvider } from "../../plugin/names.js";
import type { ModelChoice } from "../../plugin/options/model-choice.js";
import type { Context, HostEvent, ModelRef } from "./context.js";

const statechart = { providerID: statechartProvider, id: statechartModel };

/** The user's sessions, as far as a turn of the orchestrator changes them. */
export interface Sessions {
  isRunning(sessionID: string): boolean;
  /** The model that the user had selected, also while a turn is the orchestrator's. */
  selected(sessionID: string): Promise<ModelRef | undefined>;
  select(sessionID: string, model: ModelChoice): Promise<void>;
  /** The statechart answers in a session whose agent is the orchestrator already. */
  take(sessionID: string): Promise<void>;
  /** Begins a turn of the orchestrator. What the user had selected is selected again when it ends. */
  ask(sessionID: string, text: string): Promise<void>;
  title(sessionID: string, text: string): void;
  titleOf(sessionID: string): string | undefined;
  onEvent(event: HostEvent): Promise<void>;
}

export function createSessions(
  { session, agent: agents, model: models }: Context,
  orchestrator: () => string,
  on: { selected(sessionID: string, model: ModelRef): void },
): Sessions {
  const running = new Set<string>();
  const titles = new Map<string, string>();
  const before = new Map<string, { agent: string | undefined; model: ModelRef | undefined }>();
  const isOwn = (model: ModelRef | undefined) => model?.providerID === statechartProvider;
  /** A turn that begins while the one before gives the session back waits for that. */
  const returning = new Map<string, Promise<void>>();

  /** The user selects a model while a turn runs, or the screen says late what was selected: it is for the agents. */
  async function keepTurn(sessionID: string, model: ModelRef) {
    const chosen = before.get(sessionID);
    if (!chosen || isOwn(model)) return;
    chosen.model = model;
    on.selected(sessionID, model);
    await session.switchModel({ sessionID, model: statechart });
  }

  async function restore(sessionID: string) {
    const chosen = before.get(sessionID);
    before.delete(sessionID);
    if (!chosen) return;
    const agent = chosen.agent ?? (await firstAgent());
    const model = chosen.model ?? (await models.default()).data;
    if (agent) await session.switchAgent({ sessionID, agent });
    if (model && !isOwn(model)) {
      const { providerID, id, variant } = model as ModelRef;
      await session.switchModel({ sessionID, model: { providerID, id, ...(variant ? { variant } : {}) } });
    }
  }

  /** The agent of a session that has named none. */
  async function firstAgent() {
    const { data } = await agents.list();
    return data.find(({ id, mode, hidden }) => mode === "primary" && !hidden && id !== orchestrator())?.id;
  }

  return {
    isRunning: (sessionID) => running.has(sessionID),
    async selected(sessionID) {
      const { model } = await session.get({ sessionID });
      return isOwn(model) ? before.get(sessionID)?.model : model;
    },
    async select(sessionID, { providerID, modelID: id, variant }) {
      await session.switchModel({ sessionID, model: { providerID, id, ...(variant ? { variant } : {}) } });
    },
    async take(sessionID) {
      await session.switchModel({ sessionID, model: statechart });
    },
    async ask(sessionID, text) {
      await returning.get(sessionID);
      const { agent, model } = await session.get({ sessionID });
      if (agent !== orchestrator()) before.set(sessionID, { agent, model });
      await session.switchAgent({ sessionID, agent: orchestrator() });
      await session.switchModel({ sessionID, model: statechart });
      await session.prompt({ sessionID, text, metadata: { [statechartProvider]: true } });
    },
    title: (sessionID, text) => void titles.set(sessionID, text),
    titleOf: (sessionID) => titles.get(sessionID),
    async onEvent({ type, data: { sessionID = "", agent, model } }) {
      if (type === "session.execution.started") running.add(sessionID);
      // The user went on with another agent.
      if (type === "session.agent.selected" && agent !== orchestrator()) before.delete(sessionID);
      if (type === "session.model.selected" && model) await keepTurn(sessionID, model);
      if (!/^session\.execution\.(succeeded|failed|interrupted)$|^session\.deleted$/.test(type)) return;
      running.delete(sessionID);
      if (type === "session.deleted") before.delete(sessionID);
      if (!before.has(sessionID)) return;
      const returned = restore(sessionID).catch(() => {});
      returning.set(sessionID, returned);
      await returned;
      returning.delete(sessionID);
    },
  };
}
