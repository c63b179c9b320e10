import type { RunSnapshot } from "../machine/status.js";

/** What every step has in common says nothing. */
const surroundings = new Set(["orchestrator", "working", "executing", "task", "doing"]);

/** The state of the task at work, and beside it the task that is searched ahead. */
export function stateName({ _nodes: nodes, context }: RunSnapshot): string {
  const paths = nodes.filter(({ type }) => type === "atomic" || type === "final").map(({ path }) => path);
  const path = paths.find((each) => !each.includes("ahead")) ?? [];
  const isAhead = paths.some((each) => each.includes("ahead") && each.includes("searching"));
  const own = path
    .filter((name) => !surroundings.has(name))
    .slice(0, 2)
    .join(" › ");
  return isAhead ? `${own}, searching ${context.ahead?.taskId ?? ""}` : own;
}
