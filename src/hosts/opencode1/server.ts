import type { Hooks, Plugin } from "@opencode-ai/plugin";
import type { Event as HostEvent } from "@opencode-ai/sdk/v2/client";
import { requestTags } from "../../plugin/agents/request-tags.js";
import { unquote } from "../../plugin/commands/unquote.js";
import {
  type CommandName,
  commands,
  orchestratorAgent,
  purposeHeader,
  statechartModel,
  statechartProvider,
} from "../../plugin/names.js";
import { createPlugin } from "../../plugin/plugin.js";
import { createAgentSessions, type OpenCall } from "./agents/agent-sessions.js";
import { createSubmitTools } from "./agents/submit-tool.js";
import { isAttachment } from "./attachments.js";
import { type AgentName, registerInConfig } from "./config.js";
import { shortenTurns } from "./history.js";
import { createClient, createHost } from "./host.js";
import { showProblems } from "./options-toast.js";
import { titleSession } from "./session-title.js";
import { createTodoLists } from "./todo-lists.js";
import { createTurn } from "./turn.js";

/** The hooks of OpenCode 1, translated: to conversations, to open calls, and back. Nothing is decided here. */
export const server: Plugin = async (input, rawOptions) => {
  let registered: Awaited<ReturnType<typeof registerInConfig>> | undefined;
  const agentName: AgentName = (role) => registered?.agentName(role) ?? role;
  const orchestrator = () => registered?.orchestrator ?? orchestratorAgent;
  const isOwnCommand = (name: string): name is CommandName =>
    name in commands && !registered?.taken.includes(name);

  const client = createClient(input);
  const calls = new Map<string, OpenCall>();
  const host = createHost(input, client, agentName);
  const plugin = await createPlugin(
    {
      host,
      agents: (run) => createAgentSessions({ client, agentName, calls }, run),
      turn: (session) => createTurn(client, session),
    },
    rawOptions,
  );
  const { options, problems } = plugin.workspace;
  const lists = createTodoLists(client);
  const heardCommands = new Map<string, { command: CommandName; text: string }>();

  const hooks: Hooks = {
    async config(config) {
      registered = await registerInConfig(config, options);
      for (const name of registered.taken)
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
      if (!calls.has(sessionID)) plugin.selected(message.model);
      if ((message.agent ?? agent) !== orchestrator()) {
        const selected = await plugin.left(sessionID);
        if (isStatechart && selected) message.model = selected;
        return;
      }
      const text = parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
      const heard = heardCommands.get(sessionID) ?? { command: undefined, text: unquote(text.trim()) };
      heardCommands.delete(sessionID);
      await plugin.heard(sessionID, heard, isStatechart ? undefined : message.model);
      message.model = { providerID: statechartProvider, modelID: statechartModel };
      if (heard.command && heard.text && !heard.command.startsWith("auto-"))
        await titleSession(client, sessionID, heard.text);
    },

    async "chat.params"({ sessionID }) {
      await calls.get(sessionID)?.beforeRequest();
    },

    async "chat.headers"({ sessionID, agent, model }, { headers }) {
      if (model.providerID === statechartProvider) {
        headers[purposeHeader] = agent === orchestrator() ? "turn" : agent;
        return;
      }
      const call = calls.get(sessionID);
      if (call && options.requestTags) Object.assign(headers, requestTags(call));
    },

    async "tool.execute.after"({ tool, sessionID, callID }, { metadata }) {
      if (tool !== "question") return;
      const answers: unknown = metadata?.answers;
      const words = Array.isArray(answers) ? answers.flat().join(" ") : "";
      plugin.conversation(sessionID)?.replied(callID, words);
    },

    async "experimental.chat.messages.transform"(_, { messages }) {
      shortenTurns(messages, orchestrator());
    },

    async event({ event }) {
      const happened = event as unknown as HostEvent;
      const sessionID = "sessionID" in happened.properties ? happened.properties.sessionID : undefined;
      if (typeof sessionID !== "string") return;
      calls.get(sessionID)?.onEvent(happened);
      const conversation = plugin.conversation(sessionID);
      if (!conversation) return;
      if (happened.type === "message.part.updated") {
        const { part } = happened.properties;
        if (part.type === "text" && part.time?.end) conversation.textTaken(part);
        await lists.drawn(part);
      }
      if (happened.type === "session.deleted") conversation.left();
      if (happened.type === "session.idle") await conversation.rested();
    },

    dispose: () => plugin.close(),
  };
  return showProblems(hooks, host, problems);
};
