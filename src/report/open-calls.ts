import { agentRoles } from "../contracts/agent.js";
import type { RunSnapshot } from "../machine/status.js";
import { actorOf, resultKey } from "../runs/result-key.js";

/** The agent calls that are open, the open task's first, like "coder for T1, searcher for T2"; nothing where none is. */
export function openCallsText({ children, context }: Pick<RunSnapshot, "children" | "context">): string {
  return Object.keys(children)
    .filter((id) => agentRoles.some((role) => role === actorOf(id)))
    .sort((one, other) => Number(isBeside(one)) - Number(isBeside(other)))
    .map((id) => [actorOf(id), resultKey(id, context).task].filter(Boolean).join(" for "))
    .join(", ");
}

function isBeside(id: string): boolean {
  return id === "aheadSearcher";
}
