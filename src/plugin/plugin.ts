import { loadOptions } from "../options/options-files.js";
import { statechartProvider } from "./names.js";
import type { ModelChoice } from "./options/model-choice.js";
import type { Ports } from "./ports.js";
import { conversations } from "./registry.js";
import { createInspectorDoor } from "./run/inspector.js";
import type { Conversation } from "./turn/conversation.js";
import type { Intent, Workspace } from "./workspace.js";

/** One instance of the plugin in a host: what the host's hooks call. */
export interface Plugin {
  readonly workspace: Workspace;
  /** The conversation of a session, if it has one with this instance. */
  conversation(session: string): Conversation | undefined;
  /** A message of any session named a model. */
  selected(model: ModelChoice): void;
  /** A message of a session is for the orchestrator. @param model the one that it named, unless it is the statechart */
  heard(session: string, intent: Intent, model: ModelChoice | undefined): Promise<void>;
  /**
   * A message of a session is for another agent, so a run must not work on beside it.
   * @returns the model to answer it with where it named the statechart
   */
  left(session: string): Promise<ModelChoice | undefined>;
  /** Pauses the run, and ends what was started. */
  close(): Promise<void>;
}

/** @param rawOptions what the host's config says for the plugin */
export async function createPlugin(ports: Ports, rawOptions: unknown): Promise<Plugin> {
  const { host } = ports;
  const { options, problems } = await loadOptions(host.folder, rawOptions);
  const workspace: Workspace = {
    ports,
    options,
    problems,
    selectedModel: undefined,
    run: undefined,
    isStarting: false,
    inspector: createInspectorDoor(host, options.inspect.port),
  };
  /** A host can dispose of an instance and make another one in the same process. */
  const known = (session: string) => {
    const conversation = conversations.get(session);
    return conversation?.workspace === workspace ? conversation : undefined;
  };
  /** The statechart and all that works for it are loaded by the first message that needs them, not by each start. */
  const opened = async (session: string) => {
    const { createConversation } = await import("./turn/conversation.js");
    const conversation = known(session) ?? createConversation(workspace, session);
    conversations.set(session, conversation);
    return conversation;
  };
  const selected = async () => workspace.selectedModel ?? (await host.models.default());
  return {
    workspace,
    conversation: known,
    selected(model) {
      if (model.providerID !== statechartProvider) workspace.selectedModel = { ...model };
    },
    async heard(session, intent, model) {
      const conversation = await opened(session);
      if (model) conversation.model = { ...model };
      conversation.fallbackModel ??= await selected();
      conversation.heard(intent);
    },
    async left(session) {
      const conversation = known(session);
      conversation?.left();
      return conversation?.model ?? (await selected());
    },
    async close() {
      await workspace.run?.close();
      await workspace.inspector.close();
      for (const [session, { workspace: owner }] of conversations) {
        if (owner === workspace) conversations.delete(session);
      }
    },
  };
}
