import { setTimeout as delay } from "node:timers/promises";
import { type AgentRole, agentRoles } from "../../contracts/agent.js";
import { oneLine } from "../../contracts/one-line.js";
import { requestTags } from "../../plugin/agents/request-tags.js";
import { agentNames, orchestratorName, submitToolNames } from "../../plugin/agents/roles.js";
import { unquote } from "../../plugin/commands/unquote.js";
import {
  commands,
  orchestratorAgent,
  purposeHeader,
  statechartProvider,
  submittedPurpose,
} from "../../plugin/names.js";
import { createPlugin } from "../../plugin/plugin.js";
import { isOwnCall } from "../../plugin/turn/turn.js";
import { createAgentCalls } from "./agents/agent-calls.js";
import { registerSubmitTools } from "./agents/submit-tools.js";
import { draftOrchestrator, teamDrafts } from "./agents/team.js";
import { missingCapabilities } from "./capabilities.js";
import { ownCommands, refuseMissions } from "./commands.js";
import type {
  Context,
  ContextEvent,
  HostEvent,
  ModelRequestEvent,
  PromptEvent,
  RetryEvent,
  TitleEvent,
} from "./context.js";
import { shortenTurns } from "./history.js";
import { createHost } from "./host.js";
import { toChoice } from "./models.js";
import { providerInfo } from "./provider-info.js";
import { createSessions } from "./sessions.js";
import { createTurn } from "./turn.js";

/** The hooks of OpenCode 2, translated: to conversations, to open calls, and back. @returns what ends it */
export async function setup(context: Context): Promise<() => Promise<void>> {
  const missing = missingCapabilities(context);
  if (missing.length > 0) return refuseMissions(context, missing);

  let names: ((role: AgentRole) => string) | undefined;
  let orchestrator: string = orchestratorAgent;
  const agentName = (role: AgentRole) => names?.(role) ?? role;
  const isTeam = (agent: string) => agentRoles.some((role) => agentName(role) === agent);

  const calls = createAgentCalls(context, agentName);
  const sessions = createSessions(context, () => orchestrator, {
    selected(sessionID, model) {
      const conversation = plugin.conversation(sessionID);
      if (conversation) conversation.model = toChoice(model);
    },
  });
  const plugin = await createPlugin(
    {
      host: createHost(context, agentName),
      agents: calls.agents,
      turn: (session) => createTurn(calls, () => !sessions.isRunning(session)),
    },
    context.options,
  );
  const { options } = plugin.workspace;
  const drafts = await teamDrafts(options);

  await context.provider.transform((editor) => editor.add(providerInfo));
  await context.agent.transform((editor) => {
    // It runs again when something is reloaded; the names stay.
    if (!names) {
      const users = new Set(editor.list().map(({ id }) => id));
      names = agentNames(users);
      orchestrator = orchestratorName(users);
    }
    for (const [role, change] of drafts) editor.update(agentName(role), change);
    editor.update(orchestrator, draftOrchestrator);
  });
  await context.command.transform((editor) => {
    for (const command of ownCommands(commands, plugin, sessions)) editor.add(command);
  });
  await registerSubmitTools(context, calls);

  /** A message without a command. Those of commands were heard when the command was. */
  await context.session.hook("prompt", async ({ sessionID, prompt, metadata }: PromptEvent) => {
    if (metadata?.[statechartProvider]) return;
    const { parentID, agent, model } = await context.session.get({ sessionID });
    if (parentID) return;
    const isStatechart = model?.providerID === statechartProvider;
    const chosen = model && !isStatechart ? toChoice(model) : undefined;
    if (chosen) plugin.selected(chosen);
    if (agent === orchestrator) {
      await plugin.heard(sessionID, { command: undefined, text: unquote(prompt.text.trim()) }, chosen);
      if (!isStatechart) await sessions.take(sessionID);
      return;
    }
    const selected = await plugin.left(sessionID);
    if (isStatechart && selected) await sessions.select(sessionID, selected);
  });

  /** Each agent is offered the one tool of its call, and nobody else any; none reads the turns' tool calls. */
  await context.session.hook("context", async ({ sessionID, agent, messages, tools }: ContextEvent) => {
    const call = isTeam(agent) ? await calls.asking(sessionID) : undefined;
    for (const name of submitToolNames) if (name !== call?.request.tool) delete tools[name];
    if (agent !== orchestrator) shortenTurns(messages, isOwnCall);
  });

  await context.session.hook("model.request", async (event: ModelRequestEvent) => {
    const { sessionID, agent, kind, headers, model } = event;
    if (model.providerID === statechartProvider) {
      const turn = calls.open(sessionID) ? submittedPurpose : "turn";
      headers[purposeHeader] = kind === "primary" ? turn : kind;
      return;
    }
    const call = isTeam(agent) && kind === "primary" ? await calls.asking(sessionID) : undefined;
    if (!call) return;
    await call.beforeRequest();
    if (options.requestTags) Object.assign(headers, requestTags(call));
  });

  /** What the statechart refuses, it refuses the next time, too. */
  await context.session.hook("retry", (event: RetryEvent) => {
    if (event.model.providerID === statechartProvider) event.decision = { retry: false };
  });

  await context.session.hook("title", (event: TitleEvent) => {
    const title = sessions.titleOf(event.sessionID);
    if (title) event.result = oneLine(title, 60);
  });

  await context.tool.hook("execute.after", (event) => {
    const { tool, sessionID, id, status, result } = event;
    if (tool === "subagent") calls.ended(event);
    if (tool !== "question" || status !== "completed") return;
    const answers = result?.output?.answers ?? result?.metadata?.answers;
    plugin.conversation(sessionID)?.replied(id, Array.isArray(answers) ? answers.flat().join(" ") : "");
  });

  async function onEvent(event: HostEvent) {
    calls.onEvent(event);
    await sessions.onEvent(event);
    const conversation = plugin.conversation(event.data.sessionID ?? "");
    if (/^session\.(execution\.interrupted|deleted)$/.test(event.type)) conversation?.left();
    if (/^session\.execution\.(succeeded|failed)$/.test(event.type)) await conversation?.rested();
  }

  const over = new AbortController();
  void listen(context, over.signal, onEvent);
  return async () => {
    over.abort();
    await plugin.close();
  };
}

const listenAgainMilliseconds = 200;

/** What one event fails at must not hide the next one. */
async function listen(
  { event }: Context,
  signal: AbortSignal,
  onEvent: (event: HostEvent) => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const happened of event.subscribe({ signal })) {
        if (signal.aborted) return;
        await onEvent(happened).catch(() => {});
      }
    } catch {
      // It is listened to again.
    }
    await delay(listenAgainMilliseconds, undefined, { ref: false });
  }
}
