import { agentRoles } from "../../contracts/agent.js";
import { filterOf, type ModelFilters } from "../../contracts/model-filter.js";
import type { Options } from "../../contracts/options.js";
import { fail, type Line, ok, warn } from "./line.js";

/**
 * Which model each agent will use, and whether OpenCode can call it.
 * @param config what OpenCode made of its configs
 * @param known all models of OpenCode
 */
export function modelLines(
  options: Options,
  config: ModelFilters & { model?: string },
  known: readonly string[],
): Line[] {
  const { model: selected } = config;
  const chosen = agentRoles.map((role) => {
    const own = options.agents[role]?.model;
    return { role, models: own === undefined ? undefined : [own].flat() };
  });
  const followers = chosen.filter(({ models }) => models === undefined).map(({ role }) => role);
  const lines = chosen.flatMap(({ role, models }) =>
    models ? [modelLine(role, models, known, config)] : [],
  );
  if (followers.length === 0) return lines;
  const names = followers.length === agentRoles.length ? "all agents" : followers.join(", ");
  return [...lines, selected ? modelLine(names, [selected], known, config) : unselected(names)];
}

function modelLine(
  who: string,
  models: readonly string[],
  known: readonly string[],
  filters: ModelFilters,
): Line {
  const text = `Model of ${who}: ${models.join(", then ")}`;
  const missing = models.filter((model) => !known.includes(model));
  if (missing.length === 0) return ok(text);
  const filtered = missing.flatMap((model) => filterOf(filters, model) ?? []);
  return filtered.length > 0
    ? fail(
        `${text}; OpenCode may not call ${missing.join(", ")}: ${filtered.join(", ")}`,
        "Change that line of OpenCode's config, or choose another model",
      )
    : fail(
        `${text}; OpenCode does not know ${missing.join(", ")}`,
        "opencode models lists those it knows, opencode providers login adds a provider",
      );
}

function unselected(names: string): Line {
  return warn(
    `Model of ${names}: the one selected in OpenCode; without a terminal, a provider's default`,
    'Set "model": "provider/model" in OpenCode\'s config, or give --model',
  );
}
