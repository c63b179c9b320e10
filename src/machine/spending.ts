import { totalTokens } from "../contracts/agent.js";
import type { Budget, Context } from "./context.js";

/** Tokens, US dollars and working minutes of the whole run so far. */
export function totalSpent({ spent, workSeconds }: Pick<Context, "spent" | "workSeconds">): Required<Budget> {
  const usages = Object.values(spent);
  return {
    tokens: usages.reduce((sum, usage) => sum + totalTokens(usage), 0),
    costUsd: usages.reduce((sum, usage) => sum + usage.cost, 0),
    minutes: workSeconds / 60,
  };
}
