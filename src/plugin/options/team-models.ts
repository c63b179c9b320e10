import { type AgentRole, agentRoles } from "../../contracts/agent.js";
import { filterOf } from "../../contracts/model-filter.js";
import type { Options } from "../../contracts/options.js";
import { sharedModel } from "../../contracts/shared-model.js";
import type { Host } from "../host/client.js";
import { ladderOf, type ModelChoice, modelName } from "./model-choice.js";

/** The models that each role may come to use, in the order of its attempts. */
export type TeamModels = Record<AgentRole, ModelChoice[]>;

/** @param selected the model that the user has selected */
export function teamModels(options: Options, selected: ModelChoice): TeamModels {
  const models = agentRoles.map((role) => [role, reachable(role, ladderOf(options, role, selected))]);
  return Object.fromEntries(models) as TeamModels;
}

/** Only the reviewer's and the fixer's attempts go up; the fixer's first one is number 1. */
function reachable(role: AgentRole, ladder: ModelChoice[]): ModelChoice[] {
  if (role === "reviewer" || ladder.length === 1) return ladder;
  return role === "fixer" ? ladder.slice(1) : ladder.slice(0, 1);
}

/** Which agent works on which model, in one line. */
export function teamText(models: TeamModels): string {
  const rolesOf = new Map<string, AgentRole[]>();
  for (const role of agentRoles) {
    const names = models[role].map(modelName);
    const climbs = [...new Set(names)].join(", then ");
    rolesOf.set(climbs, [...(rolesOf.get(climbs) ?? []), role]);
  }
  const [first, ...others] = [...rolesOf];
  if (others.length === 0) return `All agents work on ${first?.[0]}.`;
  const parts = [...rolesOf].map(([names, roles]) => `${roles.join(", ")} on ${names}`);
  return `Models: ${parts.join("; ")}.`;
}

/** A sentence where the reviewer judges the code of its own model, else "". @param selected as for `teamModels` */
export function sharedModelText(options: Options, selected: ModelChoice): string {
  const ladder = (role: AgentRole) => ladderOf(options, role, selected).map(modelName);
  const shared = sharedModel({
    coder: ladder("coder"),
    fixer: ladder("fixer"),
    reviewer: ladder("reviewer"),
  });
  return shared ? `${shared.text}. Change it: \`${shared.line}\`` : "";
}

/**
 * What of the models OpenCode cannot call: unknown ones, those that its config filters out, and those of providers
 * without credentials.
 * @returns a line for each, like `coder: acme/small (no credentials for acme)`; none where OpenCode does not say
 */
export async function missingModels(
  host: Host,
  models: TeamModels,
  roles: readonly AgentRole[],
): Promise<string[]> {
  const client = await host.client();
  const usable = (await client.config.providers()).data?.providers;
  if (!usable) return [];
  const wanted = new Map<string, { model: ModelChoice; roles: AgentRole[] }>();
  for (const role of roles) {
    for (const model of models[role]) {
      const before = wanted.get(modelName(model))?.roles ?? [];
      wanted.set(modelName(model), { model, roles: [...new Set([...before, role])] });
    }
  }
  const missing = [...wanted.values()].filter(
    ({ model }) => !usable.find(({ id }) => id === model.providerID)?.models[model.modelID],
  );
  if (missing.length === 0) return [];
  const known = (await client.provider.list()).data?.all ?? [];
  const config = (await client.config.get()).data ?? {};
  return missing.map(({ model, roles: users }) => {
    const isUsable = usable.some(({ id }) => id === model.providerID);
    const isKnown = known.some(({ id }) => id === model.providerID);
    const withoutKey = isKnown ? `no credentials for ${model.providerID}` : `no provider ${model.providerID}`;
    const unknown = isUsable ? `${model.providerID} has no such model` : withoutKey;
    const why = filterOf(config, modelName(model)) ?? unknown;
    return `${users.join(", ")}: ${modelName(model)} (${why})`;
  });
}
