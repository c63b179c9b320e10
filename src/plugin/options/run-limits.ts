import type { AgentRole } from "../../contracts/agent.js";
import type { Options } from "../../contracts/options.js";
import type { Limits } from "../../machine/context.js";

/** The options that are limits of the chart. */
export function toLimits(options: Options): Partial<Limits> {
  const total = (role: AgentRole) => (options.agents[role]?.timeoutSeconds ?? 600) * 3;
  const {
    retryLimit,
    retryPlan,
    sameErrorLimit,
    maxIterations,
    callRetries,
    maxFilesPerTask,
    maxTasks,
    evidence,
    budget,
    tests,
    searchAhead,
  } = options;
  return {
    retryLimit,
    retryPlan,
    sameErrorLimit,
    maxIterations,
    callRetries,
    maxFilesPerTask,
    maxTasks,
    tests,
    searchAhead,
    evidence: evidence === false ? null : evidence,
    budget: Object.fromEntries(Object.entries(budget).filter(([, amount]) => amount !== undefined)),
    deadlineSeconds: {
      planner: total("planner"),
      searcher: total("searcher"),
      coder: total("coder"),
      reviewer: total("reviewer"),
      fixer: total("fixer"),
      checks: 3600,
      checkpoint: 300,
    },
  };
}
