import type { LanguageModelV3StreamPart } from "@ai-sdk/provider";
import type { AgentPort, AgentRequest } from "../../src/actors/agents/agent-port.js";
import { noUsage } from "../../src/contracts/agent.js";
import type { CommandName } from "../../src/plugin/names.js";
import { createPlugin } from "../../src/plugin/plugin.js";
import type { AgentRun, Host, Prompt, Todo, TurnPort } from "../../src/plugin/ports.js";
import { createStatechart } from "../../src/plugin/provider.js";

/** What an agent of this host does in a turn: it writes files, and hands in. */
export type Team = (
  request: AgentRequest,
  brief: string,
) => Promise<{ files?: string[]; submission: unknown }>;

/** Which ways to show something this host has. */
export type Ways = { rows: boolean; list: boolean; question: boolean };

export interface PlainHost {
  /** Gives a session's words to the orchestrator and plays the turn to its end; its texts. */
  say(session: string, command: CommandName | undefined, text: string): Promise<string>;
  /** What the turns showed by other ways than texts. */
  shown: { rows: string[]; lists: Todo[][]; questions: Prompt[] };
  /** Answers the questions to come, in this order. */
  answers: string[];
  /** Lets go of the turn that is going on. */
  interrupt(): Promise<void>;
  close(): Promise<void>;
}

const model = { providerID: "plain", modelID: "small" };

/** A program with sessions, a model and agents, and nothing else: the smallest host that a mission can run in. */
export async function startPlainHost(
  folder: string,
  team: Team,
  ways: Ways,
  options: object,
): Promise<PlainHost> {
  const shown: PlainHost["shown"] = { rows: [], lists: [], questions: [] };
  const answers: string[] = [];
  let open: ReadableStreamDefaultReader<LanguageModelV3StreamPart> | undefined;

  const plugin = await createPlugin(
    { host: createHost(folder), agents: createAgents(team), turn: () => createTurn(ways, shown) },
    options,
  );
  plugin.selected(model);
  const statechart = createStatechart().languageModel("machine");
  const tools = Object.keys(ways).map((name) => ({ type: "function" as const, name, inputSchema: {} }));

  /** One request to the orchestrator's model. Its tool calls are executed as they come. */
  async function step(session: string) {
    const { stream } = await statechart.doStream({
      prompt: [],
      tools,
      headers: { "X-Session-Id": session },
    });
    let text = "";
    let reason = "interrupted";
    open = stream.getReader();
    for (;;) {
      const { done, value: part } = await open.read();
      if (done) return { text, reason };
      if (part.type === "text-delta") text += part.delta;
      if (part.type === "text-end") plugin.conversation(session)?.textTaken(part);
      if (part.type === "finish") reason = part.finishReason.unified;
      if (part.type !== "tool-call") continue;
      const input: unknown = JSON.parse(part.input);
      if (part.toolName === "list") shown.lists.push(input as Todo[]);
      if (part.toolName !== "question") continue;
      shown.questions.push(input as Prompt);
      plugin.conversation(session)?.replied(part.toolCallId, answers.shift() ?? "");
    }
  }

  return {
    shown,
    answers,
    async say(session, command, text) {
      await plugin.heard(session, { command, text }, undefined);
      let said = "";
      for (;;) {
        const { text: more, reason } = await step(session);
        said += more;
        if (reason !== "tool-calls") return said;
      }
    },
    async interrupt() {
      await open?.cancel();
    },
    close: () => plugin.close(),
  };
}

function createHost(folder: string): Host {
  return {
    folder,
    log() {},
    toast: async () => {},
    models: {
      default: async () => model,
      missing: async () => new Map(),
      inputs: async () => undefined,
    },
    sessions: {
      attachments: async () => [],
      end: async () => {},
      read: async () => undefined,
    },
    rules: async () => ({}),
  };
}

function createAgents(team: Team) {
  let count = 0;
  return (run: AgentRun): AgentPort => ({
    modelOf: () => "plain/small",
    async open(request) {
      const sessionID = `agent-${++count}`;
      const call = { sessionID, request, model };
      const files: string[] = [];
      const start = Date.now();
      let closed: (outcome: "done" | "failed") => void = () => {};
      const ended = new Promise<"done" | "failed">((resolve) => {
        closed = resolve;
      });
      run.onOpened(call);
      run.show({ call, startedAt: start, ended });
      return {
        id: sessionID,
        model: "plain/small",
        limits: undefined,
        activity: () => ({ spans: [{ start, end: Date.now() }], files }),
        async ask(brief) {
          request.requested();
          const did = await team(request, brief);
          files.push(...(did.files ?? []));
          await request.submit(did.submission);
          return { text: "" };
        },
        async close(outcome) {
          closed(outcome);
          return { ...noUsage, input: 1000, output: 100 };
        },
      };
    },
  });
}

function createTurn(ways: Ways, shown: PlainHost["shown"]): TurnPort {
  return {
    rows: ways.rows
      ? {
          async show({ call, ended }, signal) {
            const interrupted = new Promise<"interrupted">((resolve) => {
              signal.addEventListener("abort", () => resolve("interrupted"), { once: true });
            });
            const outcome = await Promise.race([ended, interrupted]);
            shown.rows.push(`${call.request.role} ${call.request.taskId ?? ""}: ${outcome}`);
            signal.throwIfAborted();
          },
          end: async () => {},
        }
      : undefined,
    list: ways.list ? { name: "list", input: (todos) => [...todos] } : undefined,
    question: ways.question ? { name: "question", input: (question) => question } : undefined,
    isIdle: async () => true,
  };
}
