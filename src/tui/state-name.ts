import type { RunSnapshot } from "../machine/status.js";

/** What every step has in common says nothing. */
const surroundings = new Set(["orchestrator", "working", "splitting", "executing", "task", "doing"]);

/** The state at work, and what is done ahead beside it. */
export function stateName({ _nodes: nodes, context }: RunSnapshot): string {
  const paths = nodes.filter(({ type }) => type === "atomic" || type === "final").map(({ path }) => path);
  const path = paths.find((each) => !each.includes("ahead")) ?? [];
  const besides = paths.find((each) => each.includes("ahead")) ?? [];
  const own = path
    .filter((name) => !surroundings.has(name))
    .slice(0, 2)
    .join(" › ");
  if (besides.includes("searching")) return `${own}, searching ${context.ahead?.taskId ?? ""}`;
  if (!besides.includes("running")) return own;
  return path.includes("planned") ? "planning › checks" : `${own}, checks`;
}
