import { totalTokens } from "../contracts/agent.js";
import type { Budget, Context } from "./context.js";

const amounts = ["tokens", "costUsd", "minutes"] as const;

/** Tokens, US dollars and working minutes of the whole run so far. */
export function totalSpent({ spent, workSeconds }: Pick<Context, "spent" | "workSeconds">): Required<Budget> {
  const usages = Object.values(spent);
  return {
    tokens: usages.reduce((sum, usage) => sum + totalTokens(usage), 0),
    costUsd: usages.reduce((sum, usage) => sum + usage.cost, 0),
    minutes: workSeconds / 60,
  };
}

/** The parts of the budget that are used up. */
export function reachedAmounts(context: Pick<Context, "spent" | "workSeconds" | "budget">): (keyof Budget)[] {
  const spent = totalSpent(context);
  return amounts.filter((amount) => spent[amount] >= (context.budget[amount] ?? Number.POSITIVE_INFINITY));
}
