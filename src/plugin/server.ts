import type { Hooks, Plugin } from "@opencode-ai/plugin";
import type { Event as HostEvent } from "@opencode-ai/sdk/v2/client";
import { loadOptions } from "../options/options-files.js";
import type { OpenCall } from "./agents/agent-sessions.js";
import { createSubmitTools } from "./agents/submit-tool.js";
import { isAttachment } from "./host/attachments.js";
import { createHost, type Host } from "./host/client.js";
import { shortenTurns } from "./host/history.js";
import { registerInConfig } from "./host/host-config.js";
import {
  type CommandName,
  commands,
  orchestratorAgent,
  purposeHeader,
  statechartModel,
  statechartProvider,
} from "./names.js";
import { defaultModel } from "./options/model-choice.js";
import { showProblems } from "./options/options-toast.js";
import { conversations } from "./registry.js";
import { createInspectorDoor } from "./run/inspector.js";
import type { Conversation } from "./turn/conversation.js";
import { oneLine } from "./turn/narrator.js";
import type { Workspace } from "./workspace.js";

/** OpenCode's hooks, translated: to conversations, to open calls, and back. Nothing is decided here. */
const server: Plugin = async (input, rawOptions) => {
  const host = createHost(input);
  const { options, problems } = await loadOptions(host.folder, rawOptions);
  const calls = new Map<string, OpenCall>();
  const workspace: Workspace = {
    host,
    options,
    problems,
    calls,
    agentName: (role) => role,
    orchestrator: orchestratorAgent,
    selectedModel: undefined,
    run: undefined,
    isStarting: false,
    inspector: createInspectorDoor(host, options.inspect.port),
  };
  let taken: readonly string[] = [];

  /** OpenCode can dispose of an instance and make another one in the same process. */
  const known = (sessionID: string): Conversation | undefined => {
    const conversation = conversations.get(sessionID);
    return conversation?.workspace === workspace ? conversation : undefined;
  };
  /** The statechart and all that works for it are loaded by the first message that needs them, not by each start. */
  const conversationOf = async (sessionID: string): Promise<Conversation> => {
    const { createConversation } = await import("./turn/conversation.js");
    const conversation = known(sessionID) ?? createConversation(workspace, sessionID);
    conversations.set(sessionID, conversation);
    return conversation;
  };
  const isOwnCommand = (name: string): name is CommandName => name in commands && !taken.includes(name);
  const heardCommands = new Map<string, { command: CommandName; text: string }>();

  const hooks: Hooks = {
    async config(config) {
      const registered = await registerInConfig(config, options);
      workspace.agentName = registered.agentName;
      workspace.orchestrator = registered.orchestrator;
      taken = registered.taken;
      for (const name of taken)
        host.log("info", `/${name} is the user's own command; the orchestrator's is left out`);
      for (const problem of problems) host.log("error", `options: ${problem}`);
    },

    tool: createSubmitTools(calls) as NonNullable<Hooks["tool"]>,

    async "command.execute.before"({ command, sessionID, arguments: text }, { parts }) {
      if (!isOwnCommand(command)) return;
      heardCommands.set(sessionID, { command, text: unquote(text.trim()) });
      const words = `/${command} ${text}`.trim();
      const attached = parts.filter((part) => isAttachment(part, text));
      parts.splice(0, parts.length, { type: "text", text: words } as (typeof parts)[number], ...attached);
    },

    async "chat.message"({ sessionID, agent }, { message, parts }) {
      const isStatechart = message.model.providerID === statechartProvider;
      if (!isStatechart && !calls.has(sessionID)) workspace.selectedModel = { ...message.model };
      if ((message.agent ?? agent) !== workspace.orchestrator) {
        const conversation = known(sessionID);
        conversation?.left();
        const selected = conversation?.model ?? workspace.selectedModel ?? (await defaultModel(host));
        if (isStatechart && selected) message.model = selected;
        return;
      }
      const conversation = await conversationOf(sessionID);
      if (!isStatechart) conversation.model = { ...message.model };
      conversation.fallbackModel ??= workspace.selectedModel ?? (await defaultModel(host));
      message.model = { providerID: statechartProvider, modelID: statechartModel };
      const text = parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
      const heard = heardCommands.get(sessionID) ?? { command: undefined, text: unquote(text.trim()) };
      heardCommands.delete(sessionID);
      conversation.heard(heard);
      if (heard.command && heard.text && !heard.command.startsWith("auto-"))
        await titleSession(host, sessionID, heard.text);
    },

    async "chat.params"({ sessionID }) {
      await calls.get(sessionID)?.beforeRequest();
    },

    async "chat.headers"({ sessionID, agent, model }, { headers }) {
      if (model.providerID === statechartProvider) {
        headers[purposeHeader] = agent;
        return;
      }
      const call = calls.get(sessionID);
      if (!call || !options.requestTags) return;
      const { role, taskId, attempt } = call.request;
      headers["x-orchestrator-run"] = call.run;
      headers["x-orchestrator-agent"] = role;
      headers["x-orchestrator-attempt"] = String(attempt);
      if (taskId) headers["x-orchestrator-task"] = taskId;
    },

    async "tool.execute.after"({ tool, sessionID, callID }, { metadata }) {
      if (tool !== "question") return;
      const answers: unknown = metadata?.answers;
      const words = Array.isArray(answers) ? answers.flat().join(" ") : "";
      known(sessionID)?.replied(callID, words);
    },

    async "experimental.chat.messages.transform"(_, { messages }) {
      shortenTurns(messages, workspace.orchestrator);
    },

    async event({ event }) {
      const happened = event as unknown as HostEvent;
      const sessionID = "sessionID" in happened.properties ? happened.properties.sessionID : undefined;
      if (typeof sessionID !== "string") return;
      calls.get(sessionID)?.onEvent(happened);
      if (happened.type === "message.part.updated") {
        const { part } = happened.properties;
        const isList = part.type === "tool" && part.tool === "todowrite" && part.state.status === "completed";
        if (part.type === "text" && part.time?.end) known(sessionID)?.textTaken(part);
        if (isList) await known(sessionID)?.listed(part);
      }
      if (happened.type === "session.deleted") known(sessionID)?.left();
      if (happened.type === "session.idle") await known(sessionID)?.rested();
    },

    async dispose() {
      await workspace.run?.close();
      await workspace.inspector.close();
      for (const [sessionID, { workspace: owner }] of conversations) {
        if (owner === workspace) conversations.delete(sessionID);
      }
    },
  };
  return showProblems(hooks, host, problems);
};

/** A session that has a title of its own is not given one by a model. */
async function titleSession(host: Host, sessionID: string, text: string): Promise<void> {
  const client = await host.client();
  const { data } = await client.session.get({ sessionID });
  const title = oneLine(text, 60);
  if (title && data && /^New session\b/.test(data.title)) await client.session.update({ sessionID, title });
}

/** A user's quotes around the words, or those of `opencode run`, which escapes the quotes inside. */
function unquote(text: string): string {
  if (text.length < 2 || !/^(["'])[\s\S]*\1$/.test(text)) return text;
  const inner = text.slice(1, -1);
  return (text.startsWith('"') ? inner.replaceAll('\\"', '"') : inner).trim();
}

export default { id: "opencode-orchestrator", server };
