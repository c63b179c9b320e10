import type { Report, Spending } from "../contracts/report.js";
/** All tokens, cached ones included, like `840` or `58.7k`. */
export function tokensText({ tokens }: Pick<Spending, "tokens">): string {
  const total = Object.values(tokens).reduce((sum, number) => sum + number, 0);
  return total < 10_000 ? String(total) : `${(total / 1000).toFixed(1)}k`;
}

/** US dollars, like `$0.0123` or `$4.20`; "" where OpenCode knows no price. */
export function costText({ cost }: Pick<Spending, "cost">): string {
  return cost > 0 ? `$${cost.toFixed(cost < 1 ? 4 : 2)}` : "";
}

/** The agents that were called, in the team's order. */
export function calledAgents({ agents }: Report) {
  return Object.entries(agents)
    .filter(([, { calls }]) => calls > 0)
    .map(([role, spending]) => ({ role, ...spending }));
}

/** A duration, like `0.4 s`, `48 s` or `3 min 5 s`. */
export function secondsText(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 120) return `${whole} s`;
  const rest = whole % 60;
  return `${Math.floor(whole / 60)} min${rest > 0 ? ` ${rest} s` : ""}`;
}
