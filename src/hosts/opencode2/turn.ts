import type { TurnPort } from "../../plugin/ports.js";
import type { AgentCalls } from "./agents/agent-calls.js";

/** The turns of a session: its rows run the agents, its questions are OpenCode's own; there is no list. */
export function createTurn({ rows }: Pick<AgentCalls, "rows">, isIdle: () => boolean): TurnPort {
  return {
    rows,
    list: undefined,
    question: { name: "question", input: (question) => ({ questions: [question] }) },
    isIdle: async () => isIdle(),
  };
}
