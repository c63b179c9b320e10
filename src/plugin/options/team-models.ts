import { type AgentRole, agentRoles } from "../../contracts/agent.js";
import type { Options } from "../../contracts/options.js";
import { sharedModel } from "../../contracts/shared-model.js";
import type { Host } from "../ports.js";
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
 * What of the models the host cannot call: unknown ones, those that its config filters out, and those of providers
 * without credentials.
 * @returns a line for each, like `coder: acme/small (no credentials for acme)`; none where the host does not say
 */
export async function missingModels(
  { models: known }: Pick<Host, "models">,
  models: TeamModels,
  roles: readonly AgentRole[],
): Promise<string[]> {
  const wanted = new Map<string, { model: ModelChoice; users: Set<AgentRole> }>();
  for (const role of roles) {
    for (const model of models[role]) {
      const users = wanted.get(modelName(model))?.users ?? [];
      wanted.set(modelName(model), { model, users: new Set([...users, role]) });
    }
  }
  const missing = await known.missing([...wanted.values()].map(({ model }) => model));
  return [...wanted].flatMap(([name, { users }]) =>
    missing.has(name) ? [`${[...users].join(", ")}: ${name} (${missing.get(name)})`] : [],
  );
}
