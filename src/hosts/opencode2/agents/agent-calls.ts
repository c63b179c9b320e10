import type {
  AgentPort,
  AgentRequest,
  AgentSession,
  SubmitAnswer,
} from "../../../actors/agents/agent-port.js";
import type { AgentRole } from "../../../contracts/agent.js";
import { noUsage, type Usage } from "../../../contracts/agent.js";
import { statechartModel, statechartProvider } from "../../../plugin/names.js";
import { type ModelChoice, modelName } from "../../../plugin/options/model-choice.js";
import type { AgentRun, OpenedCall, Row, TurnTool } from "../../../plugin/ports.js";
import type { Context, HostEvent, SessionInfo, ToolEvent } from "../context.js";
import { limitsOf } from "../models.js";
import { type SessionWatch, watchSession } from "./session-watch.js";

/** One agent call as the hooks know it: by its child session. */
export interface OpenCall extends OpenedCall {
  readonly run: string;
  /**
   * Takes the arguments of a submit tool. Once they are accepted, the statechart says the session's last word, which
   * costs nothing; a session that is interrupted would leave a row that says so.
   */
  submit(raw: unknown): Promise<SubmitAnswer>;
  /** Before each request to the agent's model: ends the session instead, once it has asked too often. */
  beforeRequest(): Promise<void>;
}

/** The agents of all runs. Each of their turns is a call of the tool `subagent` in the orchestrator's own turn. */
export interface AgentCalls {
  agents(run: AgentRun): AgentPort;
  /** The row of an agent, which runs it. */
  rows: TurnTool<Row>;
  open(sessionID: string): OpenCall | undefined;
  /** The call of a session that asks its model; the host may tell later that the session is the call's. */
  asking(sessionID: string): Promise<OpenCall | undefined>;
  onEvent(event: HostEvent): void;
  /** A `subagent` call has ended. */
  ended(event: ToolEvent): void;
}

interface Call extends OpenCall {
  sessionID: string;
  prompt: string;
  watch: SessionWatch;
}

/** How long after a session's first request the host may tell whose it is. */
const arrivalMilliseconds = 2000;
const closingMilliseconds = 3000;

const statechart = { providerID: statechartProvider, id: statechartModel };

export function createAgentCalls(context: Context, agentName: (role: AgentRole) => string): AgentCalls {
  const made = new WeakMap<OpenedCall, Call>();
  const byTool = new Map<string, Call>();
  const bySession = new Map<string, Call>();
  const arrivals = new Set<() => void>();

  /** The host has made the child session of a call. */
  function arrived(callID: string, sessionID: string, run: AgentRun) {
    const call = byTool.get(callID);
    if (!call || call.sessionID) return;
    call.sessionID = sessionID;
    bySession.set(sessionID, call);
    run.onOpened(call);
    for (const look of arrivals) look();
  }
  const runs = new WeakMap<Call, AgentRun>();

  return {
    agents: (run) => ({
      modelOf: ({ role, attempt }) => modelName(run.model(role, attempt)),
      async open(request) {
        const model = run.model(request.role, request.attempt);
        const call = createCall(context, request, run, model);
        made.set(call, call);
        runs.set(call, run);
        const forget = () => {
          bySession.delete(call.sessionID);
          for (const [callID, other] of byTool) if (other === call) byTool.delete(callID);
        };
        return sessionOf(context, call, run, await limitsOf(context, model), forget);
      },
    }),
    rows: {
      name: "subagent",
      input(row) {
        const call = made.get(row.call);
        const { role, title } = row.call.request;
        return {
          agent: agentName(role),
          description: title,
          prompt: call?.prompt ?? title,
          model: refOf(row.call.model),
          ...(call?.sessionID ? { sessionID: call.sessionID } : {}),
        };
      },
      called(row, callID) {
        const call = made.get(row.call);
        if (call) byTool.set(callID, call);
      },
    },
    open: (sessionID) => bySession.get(sessionID),
    asking: (sessionID) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          arrivals.delete(look);
          resolve(bySession.get(sessionID));
        };
        const look = () => {
          if (bySession.has(sessionID)) done();
        };
        const timer = setTimeout(done, arrivalMilliseconds);
        arrivals.add(look);
        look();
      }),
    onEvent(event) {
      const { sessionID = "", id = "", metadata } = event.data;
      const call = byTool.get(id);
      const run = call && runs.get(call);
      if (event.type === "session.tool.progress" && metadata?.sessionID && run) {
        arrived(id, metadata.sessionID, run);
      }
      bySession.get(sessionID)?.watch.onEvent(event);
    },
    ended(event) {
      const call = byTool.get(event.id);
      // A session that has begun tells of its own end, and knows better why.
      if (call && !call.sessionID) call.watch.fail(event.error?.message ?? "its session was not made");
    },
  };
}

function createCall(context: Context, request: AgentRequest, run: AgentRun, model: ModelChoice): Call {
  const interrupt = async () => {
    if (call.sessionID) await context.session.interrupt({ sessionID: call.sessionID }).catch(() => {});
  };
  const call: Call = {
    sessionID: "",
    run: run.id,
    request,
    model,
    prompt: "",
    watch: watchSession(request, () => void interrupt()),
    async submit(raw) {
      const answer = await request.submit(raw);
      if (answer.accepted)
        await context.session.switchModel({ sessionID: call.sessionID, model: statechart });
      return answer;
    },
    async beforeRequest() {
      call.watch.startAnswer();
      if (request.requested()) return;
      await interrupt();
      await new Promise<never>(() => {});
    },
  };
  return call;
}

function sessionOf(
  context: Context,
  call: Call,
  run: AgentRun,
  limits: AgentSession["limits"],
  forget: () => void,
): AgentSession {
  return {
    get id() {
      return call.sessionID;
    },
    model: modelName(call.model),
    limits,
    activity: () => call.watch.activity(),
    ask(text) {
      call.prompt = text;
      const turn = call.watch.startTurn();
      const ended = turn.then(({ failure }): "done" | "failed" => (failure ? "failed" : "done"));
      run.show({ call, startedAt: Date.now(), ended });
      return turn;
    },
    async close() {
      try {
        return await finish(context, call);
      } catch {
        return noUsage;
      } finally {
        forget();
      }
    },
  };
}

/** Ends what still runs, and tells what the session used. */
async function finish({ session }: Context, { sessionID, watch }: Call): Promise<Usage> {
  if (!sessionID) return noUsage;
  if (watch.isRunning()) {
    const timer = new Promise<void>((resolve) => {
      setTimeout(resolve, closingMilliseconds).unref();
    });
    await session.interrupt({ sessionID });
    await Promise.race([watch.rested(), timer]);
  }
  return usageOf(await session.get({ sessionID }));
}

/** What a session's model calls used. */
export function usageOf({ cost, tokens: { input, output, reasoning, cache } }: SessionInfo): Usage {
  return { input, output, reasoning, cacheRead: cache.read, cacheWrite: cache.write, cost };
}

/** A model as the tool takes it: `provider/model`, with `#variant` where one is chosen. */
function refOf(model: ModelChoice): string {
  return model.variant ? `${modelName(model)}#${model.variant}` : modelName(model);
}
