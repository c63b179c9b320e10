import { pathToFileURL } from "node:url";
import type { AgentRole } from "../../contracts/agent.js";
import { CommandError } from "../command-error.js";
import { packageRoot } from "../package.js";
import { configSources } from "./config-files.js";
import { findRegistrations, pathOf, type Registration } from "./registration.js";

/** Hands the plugin options that stand above the config's. */
const optionsVariable = "OPENCODE_ORCHESTRATOR_OPTIONS";

/**
 * The environment for OpenCode in a folder: with this plugin, where no config of the folder names it.
 * @param agents the models of roles, in the order of attempts
 */
export function opencodeEnvironment(
  folder: string,
  agents: Partial<Record<AgentRole, readonly string[]>> = {},
): NodeJS.ProcessEnv {
  const found = findRegistrations(folder).filter(({ isGone }) => !isGone);
  return {
    ...process.env,
    // OpenCode works in the folder that it names, whatever its working directory is.
    PWD: folder,
    ...(found.some(({ list }) => list === "plugin")
      ? {}
      : { OPENCODE_CONFIG_CONTENT: withPlugin(folder, found.at(-1)) }),
    ...(Object.keys(agents).length > 0 ? { [optionsVariable]: withAgents(agents) } : {}),
  };
}

/**
 * As a URL, since OpenCode takes a path here for another plugin than the same path in a config file.
 * @param named where the list of OpenCode 2 alone names it; for OpenCode 2 this entry stands above that one
 */
function withPlugin(folder: string, named: Registration | undefined): string {
  const given = configSources(folder).find(({ name }) => name === "OPENCODE_CONFIG_CONTENT");
  if (given?.problem) throw new CommandError(`OPENCODE_CONFIG_CONTENT is not JSON: ${given.problem}`);
  const plugins = Array.isArray(given?.config.plugin) ? given.config.plugin : [];
  const path = named && pathOf(named.spec, named.source.folder);
  const url = pathToFileURL(path ?? packageRoot).href;
  const entry = named?.options === undefined ? url : [url, named.options];
  return JSON.stringify({ ...given?.config, plugin: [...plugins, entry] });
}

function withAgents(agents: Partial<Record<AgentRole, readonly string[]>>): string {
  const given = givenOptions();
  const models = Object.entries(agents).map(([role, ladder]) => [
    role,
    { ...given.agents?.[role], model: ladder.length === 1 ? ladder[0] : ladder },
  ]);
  return JSON.stringify({ ...given, agents: { ...given.agents, ...Object.fromEntries(models) } });
}

function givenOptions(): { agents?: Record<string, object> } {
  const text = process.env[optionsVariable];
  if (!text) return {};
  try {
    return JSON.parse(text) as { agents?: Record<string, object> };
  } catch (cause) {
    throw new CommandError(`${optionsVariable} is not JSON: ${(cause as Error).message}`, 1, { cause });
  }
}
