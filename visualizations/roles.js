// @ts-check
import { within } from "./chart-model.js";

/** @typedef {import("./chart-model.js").ChartDefinition} ChartDefinition */
/** @typedef {import("./chart-model.js").ChartState} ChartState */
/** @typedef {"agent" | "check" | "decision" | "rest" | "end"} Role */

/**
 * What a state is to the reader. Frames that hold more than one agent's work have no role.
 *
 * @param {ChartDefinition} definition
 * @param {ChartState} state
 * @returns {Role | undefined}
 */
export function roleOf(definition, state) {
  if (state.type === "final") return "end";
  if (state.type === "history" || state.tags.includes("working")) return undefined;
  const inside = within(definition, state);
  if (inside.some(({ tags }) => tags.includes("agentRunning"))) return "agent";
  if (inside.some(({ invokes }) => invokes.length > 0)) return "check";
  const own = definition.transitions.filter(({ source }) => source === state.id);
  if (own.some(({ kind }) => kind === "always")) return "decision";
  return own.some(({ kind }) => kind === "delay") ? "check" : "rest";
}
