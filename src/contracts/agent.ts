/** The five agents that do the work. With the orchestrator they are the team of six. */
export const agentRoles = ["planner", "searcher", "coder", "reviewer", "fixer"] as const;

export type AgentRole = (typeof agentRoles)[number];

/** What model calls used. Tokens are counts, `cost` is in US dollars, as OpenCode reports them. */
export interface Usage {
  input: number;
  output: number;
  reasoning: number;
  cacheRead: number;
  cacheWrite: number;
  cost: number;
}

export const noUsage: Usage = { input: 0, output: 0, reasoning: 0, cacheRead: 0, cacheWrite: 0, cost: 0 };

export function addUsage(a: Usage, b: Usage): Usage {
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    reasoning: a.reasoning + b.reasoning,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    cost: a.cost + b.cost,
  };
}

/** All tokens of a usage, cached ones included. */
export function totalTokens(usage: Usage): number {
  return usage.input + usage.output + usage.reasoning + usage.cacheRead + usage.cacheWrite;
}

/** The end of a successful agent call: its schema-checked submission and what it used. */
export interface AgentResult<Submission> {
  submission: Submission;
  usage: Usage;
  /** The id of the session that the agent worked in. */
  session?: string;
  /** Working time in seconds; the time a permission or a question waited for the user is not in it. */
  seconds: number;
}
