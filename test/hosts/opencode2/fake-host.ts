import type { HistoryPart, HostFailure, SessionInfo } from "../../../src/hosts/opencode2/context.js";
import { createFakeContext, type FakeSession, userModel } from "./fake-context.js";
import { createFakeModels, type FakeRequest, type Script, unlessStopped } from "./fake-models.js";
import { createFakeTools, type FakeCall, type FakeUser, toolsOf } from "./fake-tools.js";

/** A small OpenCode 2 that runs sessions: the user's, and those of the agents that they call. */
export type FakeHost = ReturnType<typeof createFakeHost>;

export function createFakeHost(
  folder: string,
  script: Script,
  config: { options?: object; users?: readonly string[] } = {},
) {
  const calls: FakeCall[] = [];
  const user: FakeUser = { answers: [], refuses: new Set() };
  const { state, context, load } = createFakeContext(folder, config, prompted);
  const { events } = state;
  const models = createFakeModels(state, script);
  const runTool = createFakeTools(state, user, prompted);

  /** Begins a turn; of a session that works, the next request reads the message. */
  async function prompted(session: FakeSession, text: string, metadata: object = {}) {
    const { id: sessionID, parentID, title } = session.info;
    await state.hook("session.prompt", { sessionID, prompt: { text }, metadata });
    session.messages.push({ role: "user", content: [{ type: "text", text }] });
    if (session.running) return;
    session.running = new AbortController();
    events.emit("session.execution.started", { sessionID });
    session.idle = execute(session, session.running.signal);
    if (!parentID && !title) await nameSession(session);
  }

  async function nameSession({ info }: FakeSession) {
    const asked: { sessionID: string; result?: string } = { sessionID: info.id };
    await state.hook("session.title", asked);
    info.title = asked.result ?? "What a model calls it";
  }

  async function execute(session: FakeSession, signal: AbortSignal) {
    const { id: sessionID } = session.info;
    session.failed = undefined;
    const end = (type: string, data: object) => {
      session.running = undefined;
      events.emit(`session.execution.${type}`, { sessionID, ...data });
    };
    try {
      for (let index = 0; await step(session, index, signal); index++);
      end("succeeded", {});
    } catch (caught) {
      const stopped = { type: "aborted", message: "Step interrupted" };
      const error = signal.aborted ? stopped : (caught as HostFailure);
      session.failed = error.message ?? "";
      events.emit("session.step.failed", { sessionID, error });
      if (signal.aborted) end("interrupted", { reason: signal.reason });
      else end("failed", { error });
    }
  }

  /** One request of a session's model. Its tools are called while it still answers. @returns whether it goes on */
  async function step(session: FakeSession, index: number, signal: AbortSignal): Promise<boolean> {
    const { id: sessionID } = session.info;
    const request = await unlessStopped(prepare(session, index), signal);
    events.emit("session.step.started", { sessionID });
    const content: HistoryPart[] = [];
    const results: Promise<HistoryPart>[] = [];
    let reason = "";
    for await (const part of models.answer(request, signal)) {
      if (part.type === "finish") reason = part.reason;
      if (part.type === "text") {
        content.push(part);
        events.emit("session.text.ended", { sessionID, text: part.text });
      }
      if (part.type === "call") {
        const { id, name, input } = part;
        content.push({ type: "tool-call", id, name });
        results.push(callTool({ sessionID, id, name, input }, signal));
      }
    }
    const outcomes = await Promise.all(results);
    if (content.length > 0) session.messages.push({ role: "assistant", content });
    if (outcomes.length > 0) session.messages.push({ role: "tool", content: outcomes });
    signal.throwIfAborted();
    const { input, output } = models.tokensOf(request);
    const tokens = { input, output, reasoning: 0, cache: { read: 0, write: 0 } };
    events.emit("session.step.ended", { sessionID, finish: reason, tokens });
    return reason === "tool-calls" || session.messages.at(-1)?.role === "user";
  }

  async function prepare(session: FakeSession, index: number): Promise<FakeRequest> {
    const { id: sessionID, agent = "build", parentID, model = userModel } = session.info;
    const offered = Object.fromEntries(toolsOf(state, agent).map((name) => [name, {}]));
    const read = { sessionID, agent, model, messages: structuredClone(session.messages), tools: offered };
    await state.hook("session.context", read);
    const headers = { "X-Session-Id": sessionID, ...(parentID ? { "x-parent-session-id": parentID } : {}) };
    await state.hook("session.model.request", { sessionID, agent, model, kind: "primary", headers });
    const said = read.messages.findLast(({ role }) => role === "user")?.content ?? [];
    const brief = said.map(({ text }) => text).join("");
    const { messages, tools } = read;
    return {
      session: sessionID,
      agent,
      model,
      headers,
      tools: Object.keys(tools),
      messages,
      brief,
      step: index,
    };
  }

  async function callTool(call: FakeCall, signal: AbortSignal): Promise<HistoryPart> {
    const { sessionID, id, name, input } = call;
    calls.push(call);
    events.emit("session.tool.input.started", { sessionID, id, name });
    events.emit("session.tool.called", { sessionID, id, input });
    const ended = { sessionID, id, tool: name };
    try {
      const result = await runTool(call, signal);
      await state.hook("tool.execute.after", { ...ended, status: "completed", result });
      events.emit("session.tool.success", { sessionID, id });
      return { type: "tool-result", id, name, text: result.content };
    } catch (caught) {
      const error = { type: "tool.execution", ...(caught as object), message: (caught as Error).message };
      await state.hook("tool.execute.after", { ...ended, status: "error", error });
      events.emit("session.tool.failed", { sessionID, id, error });
      return { type: "tool-result", id, name, text: error.message };
    }
  }

  /** Waits for the turn, and tells what it said. */
  async function turn(sessionID: string, begin: () => Promise<void>): Promise<string> {
    const session = state.of(sessionID);
    const before = session.messages.length;
    await begin();
    await session.idle;
    await events.settled();
    return session.messages
      .slice(before)
      .flatMap(({ role, content }) => (role === "assistant" ? content : []))
      .map(({ text = "" }) => text)
      .join("");
  }

  return {
    context,
    load,
    hook: state.hook,
    events,
    requests: models.requests,
    calls,
    ...user,
    agents: () => state.agents,
    commands: () => state.commands,
    models: () => state.models,
    tools: () => state.tools,
    info: (sessionID: string) => state.of(sessionID).info,
    open: (info: Partial<SessionInfo> = { agent: "build", model: userModel }) => state.create(info).info.id,
    command: (sessionID: string, name: string, text = "", files?: readonly unknown[]) =>
      turn(sessionID, async () => {
        const prompt = { text, ...(files ? { files } : {}) };
        await state.commands.get(name)?.execute({ sessionID, prompt });
      }),
    say: (sessionID: string, text: string) => turn(sessionID, () => prompted(state.of(sessionID), text)),
    async interrupt(sessionID: string) {
      await context.session.interrupt({ sessionID });
      await state.of(sessionID).idle;
      await events.settled();
    },
  };
}
