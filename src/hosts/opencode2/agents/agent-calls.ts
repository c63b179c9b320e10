import type {
  AgentPort,
  AgentRequest,
  AgentSession,
  SubmitAnswer,
} from "../../../actors/agents/agent-port.js";
import { type AgentRole, noUsage, type Usage } from "../../../contracts/agent.js";
import { statechartModel, statechartProvider } from "../../../plugin/names.js";
import { type ModelChoice, modelName } from "../../../plugin/options/model-choice.js";
import type { AgentRun, OpenedCall, Row, TurnTool } from "../../../plugin/ports.js";
import type { Context, HostEvent, ToolEvent } from "../context.js";
import { limitsOf } from "../models.js";
import { type SessionWatch, watchSession } from "./session-watch.js";
import { toUsage } from "./usage.js";

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
  /** "" until the host has made it. */
  sessionID: string;
  prompt: string;
  /** Nobody waits for it any more. */
  isClosed: boolean;
  readonly watch: SessionWatch;
  /** The session is the call's from now on. */
  arrive(sessionID: string): void;
}

/** How long after a session's first request the host may tell whose it is. */
const arrivalMilliseconds = 2000;
const closingMilliseconds = 3000;

const statechart = { providerID: statechartProvider, id: statechartModel };

export function createAgentCalls(context: Context, agentName: (role: AgentRole) => string): AgentCalls {
  const made = new WeakMap<OpenedCall, Call>();
  /** By the id of the tool call that runs it, until that has ended. */
  const byTool = new Map<string, Call>();
  const bySession = new Map<string, Call>();
  const arrivals = new Set<() => void>();

  return {
    agents: (run) => ({
      modelOf: ({ role, attempt }) => modelName(run.model(role, attempt)),
      async open(request) {
        const model = run.model(request.role, request.attempt);
        const call = createCall(context, request, run, model);
        made.set(call, call);
        const limits = await limitsOf(context, model);
        return sessionOf(context, call, run, limits, () => bySession.delete(call.sessionID));
      },
    }),
    rows: {
      name: "subagent",
      isStale: ({ call }) => made.get(call)?.isClosed ?? true,
      input({ call }) {
        const { prompt, sessionID } = made.get(call) ?? { prompt: "", sessionID: "" };
        return {
          agent: agentName(call.request.role),
          description: call.request.title,
          prompt,
          model: refOf(call.model),
          ...(sessionID ? { sessionID } : {}),
        };
      },
      called(row, callID) {
        const call = made.get(row.call);
        if (!call) return;
        byTool.set(callID, call);
        call.request.signs.released();
      },
    },
    open: (sessionID) => bySession.get(sessionID),
    async asking(sessionID) {
      const isAwaited = () => [...byTool.values()].some((call) => !call.sessionID);
      if (!bySession.has(sessionID) && isAwaited()) {
        await new Promise<void>((resolve) => {
          const done = () => {
            clearTimeout(timer);
            arrivals.delete(look);
            resolve();
          };
          const look = () => {
            if (bySession.has(sessionID) || !isAwaited()) done();
          };
          const timer = setTimeout(done, arrivalMilliseconds);
          arrivals.add(look);
        });
      }
      return bySession.get(sessionID);
    },
    onEvent({ type, data, ...rest }) {
      const call = byTool.get(data.id ?? "");
      const child = data.metadata?.sessionID;
      if (type === "session.tool.progress" && call && child && !call.sessionID) {
        bySession.set(child, call);
        call.arrive(child);
        for (const look of arrivals) look();
      }
      bySession.get(data.sessionID ?? "")?.watch.onEvent({ type, data, ...rest });
    },
    ended({ id, status, error }) {
      const call = byTool.get(id);
      byTool.delete(id);
      if (call?.isClosed) bySession.delete(call.sessionID);
      // A session that works tells of its own end, and knows better why.
      if (call && status === "error" && !call.watch.isRunning()) {
        call.watch.fail(error?.message ?? "its session was not made");
      }
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
    isClosed: false,
    watch: watchSession(request, () => void interrupt()),
    arrive(sessionID) {
      call.sessionID = sessionID;
      if (call.isClosed) void interrupt();
      else run.onOpened(call);
    },
    async submit(raw) {
      const answer = await request.submit(raw);
      if (answer.accepted)
        await context.session.switchModel({ sessionID: call.sessionID, model: statechart });
      return answer;
    },
    async beforeRequest() {
      call.watch.startAnswer();
      if (!call.isClosed && request.requested()) return;
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
      // The turn may end a step first, which waits for the calls of that step.
      call.request.signs.held();
      run.show({ call, startedAt: Date.now(), ended });
      return turn;
    },
    async close() {
      call.isClosed = true;
      if (!call.sessionID) return noUsage;
      const usage = await finish(context, call).catch(() => call.watch.usage());
      forget();
      return usage;
    },
  };
}

/** Ends what still runs, and tells what the session used. */
async function finish({ session }: Context, { sessionID, watch }: Call): Promise<Usage> {
  if (watch.isRunning()) {
    const timer = new Promise<void>((resolve) => {
      setTimeout(resolve, closingMilliseconds).unref();
    });
    await session.interrupt({ sessionID });
    await Promise.race([watch.rested(), timer]);
  }
  return toUsage(await session.get({ sessionID }));
}

/** A model as the tool takes it: `provider/model`, with `#variant` where one is chosen. */
function refOf(model: ModelChoice): string {
  return model.variant ? `${modelName(model)}#${model.variant}` : modelName(model);
}
