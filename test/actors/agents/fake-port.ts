import type {
  AgentPort,
  AgentRequest,
  AgentSession,
  AgentTurn,
  SubmitAnswer,
} from "../../../src/actors/agents/agent-port.js";
import { noUsage, type Usage } from "../../../src/contracts/agent.js";

/** What a fake agent does with one message: it may submit, and ends its turn with a text. */
export type FakeTurn = (talk: {
  request: AgentRequest;
  text: string;
}) => string | AgentTurn | Promise<AgentTurn>;

export const used: Usage = { ...noUsage, input: 100, output: 10, cost: 0.25 };
export const never = new Promise<never>(() => {});

/** A port whose sessions answer the messages they get by `turns`, one after the other. */
export function fakePort(...turns: FakeTurn[]) {
  return portWith(undefined, ...turns);
}

/** The same for a model of these limits. */
export function portWith(limits: AgentSession["limits"], ...turns: FakeTurn[]) {
  const opened: AgentRequest[] = [];
  const asked: string[] = [];
  const closed: string[] = [];
  const port: AgentPort = {
    modelOf: () => "acme/small",
    async open(request) {
      opened.push(request);
      const session: AgentSession = {
        id: `ses_${opened.length}`,
        model: "acme/small",
        limits,
        activity: () => ({ spans: [{ start: 1, end: 2 }], files: ["sum.js"] }),
        async ask(text) {
          asked.push(text);
          const turn = turns.shift();
          if (!turn) throw new Error(`nobody expected the message: ${text}`);
          const end = await turn({ request, text });
          return typeof end === "string" ? { text: end } : end;
        },
        async close(outcome) {
          closed.push(outcome);
          return used;
        },
      };
      return session;
    },
  };
  return { port, opened, asked, closed };
}

/** A turn that submits, keeps the answers that it got, and then says no more. */
export function submits(...submissions: unknown[]): FakeTurn & { answers: SubmitAnswer[] } {
  const answers: SubmitAnswer[] = [];
  const turn: FakeTurn = async ({ request }) => {
    for (const submission of submissions) answers.push(await request.submit(submission));
    return { text: "" };
  };
  return Object.assign(turn, { answers });
}
