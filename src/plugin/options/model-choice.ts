import type { AgentRole } from "../../contracts/agent.js";
import type { Options } from "../../contracts/options.js";
import type { Host } from "../host/client.js";
import { statechartProvider } from "../names.js";

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

/**
 * The model to take where none is known to be selected: the config's, else the default of the first provider that
 * the config names, else of the first one there is. Nothing when no provider is set up.
 */
export async function defaultModel(host: Host): Promise<ModelChoice | undefined> {
  const client = await host.client();
  const config = (await client.config.get()).data;
  if (config?.model && !config.model.startsWith(`${statechartProvider}/`)) return parseModel(config.model);
  const named = Object.keys(config?.provider ?? {}).filter((id) => id !== statechartProvider);
  const { data } = await client.config.providers();
  const provider = data?.providers.find(({ id }) =>
    named.length > 0 ? named.includes(id) : id !== statechartProvider,
  );
  const modelID = provider && data?.default[provider.id];
  return provider && modelID ? { providerID: provider.id, modelID } : undefined;
}
