import { agentRoles } from "../../contracts/agent.js";
import type { Options } from "../../contracts/options.js";
import { fail, type Line, ok, warn } from "./line.js";

/**
 * Which model each agent will use, and whether OpenCode knows it.
 * @param selected the config's model
 * @param known all models of OpenCode
 */
export function modelLines(options: Options, selected: string | undefined, known: readonly string[]): Line[] {
  const chosen = agentRoles.map((role) => {
    const own = options.agents[role]?.model;
    return { role, models: own === undefined ? undefined : [own].flat() };
  });
  const followers = chosen.filter(({ models }) => models === undefined).map(({ role }) => role);
  const lines = chosen.flatMap(({ role, models }) => (models ? [modelLine(role, models, known)] : []));
  if (followers.length === 0) return lines;
  const names = followers.length === agentRoles.length ? "all agents" : followers.join(", ");
  return [...lines, selected ? modelLine(names, [selected], known) : unselected(names)];
}

function modelLine(who: string, models: readonly string[], known: readonly string[]): Line {
  const text = `Model of ${who}: ${models.join(", then ")}`;
  const missing = models.filter((model) => !known.includes(model));
  return missing.length === 0
    ? ok(text)
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
