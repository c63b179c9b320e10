import type { AgentRole } from "../../contracts/agent.js";
import type { Options } from "../../contracts/options.js";

/** A model as OpenCode names it. */
export interface ModelChoice {
  providerID: string;
  modelID: string;
  variant?: string | undefined;
}

export function modelName({ providerID, modelID }: ModelChoice): string {
  return `${providerID}/${modelID}`;
}

/** The role's own models, a rung for each attempt; the model that the user selected where it has none. */
export function ladderOf(options: Options, role: AgentRole, selected: ModelChoice): ModelChoice[] {
  const configured = [options.agents[role]?.model ?? []].flat();
  return configured.length === 0 ? [selected] : configured.map(parseModel);
}

/** The rung of the role's ladder for this attempt; the last one stays. */
export function chooseModel(
  options: Options,
  role: AgentRole,
  attempt: number,
  selected: ModelChoice,
): ModelChoice {
  const ladder = ladderOf(options, role, selected);
  return ladder[Math.min(attempt, ladder.length - 1)] ?? selected;
}

export function parseModel(name: string): ModelChoice {
  const slash = name.indexOf("/");
  return { providerID: name.slice(0, slash), modelID: name.slice(slash + 1) };
}
