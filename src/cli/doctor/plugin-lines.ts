import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { filterOf, type ModelFilters } from "../../contracts/model-filter.js";
import { isOfThisMachine, specFor } from "../install/plugin-spec.js";
import {
  type ConfigSource,
  configSources,
  isProjectIgnored,
  projectConfigFiles,
  userConfigFiles,
} from "../opencode/config-files.js";
import { findNamesakes, findRegistrations, type Registration } from "../opencode/registration.js";
import { packageName } from "../package.js";
import { fail, type Line, ok, warn } from "./line.js";

/** Whether OpenCode's configs can be read, and name the plugin. */
export function registrationLines(folder: string): Line[] {
  const unreadable = configSources(folder).flatMap(({ name, problem }) =>
    problem ? [fail(`${name} cannot be read: ${problem}`, "Fix it")] : [],
  );
  const all = findRegistrations(folder);
  const found = all.filter(({ isGone }) => !isGone);
  const gone = all.filter(({ isGone }) => isGone);
  const bound = found.filter((registration) => isBound(registration, folder));
  return [
    ...unreadable,
    ...findNamesakes(folder).map(namesakeLine),
    ...gone.map(goneLine),
    registrationLine(found),
    ...bound.map(boundLine),
  ];
}

/** Whether OpenCode's sidebar shows the run: that part stands in a config of its own. */
export function sidebarLines(folder: string): Line[] {
  const unreadable = configSources(folder, "tui").flatMap(({ name, problem }) =>
    problem ? [warn(`${name} cannot be read: ${problem}, so OpenCode ignores it`, "Fix it")] : [],
  );
  const all = findRegistrations(folder, "tui");
  const found = all.filter(({ isGone }) => !isGone);
  const plugin = findRegistrations(folder).filter(({ isGone }) => !isGone);
  return [
    ...unreadable,
    ...all.filter(({ isGone }) => isGone).map(sidebarGoneLine),
    ...partsLine(found, plugin),
  ];
}

/** Without the plugin the missing part is told by its own line. */
function partsLine(found: readonly Registration[], plugin: readonly Registration[]): Line[] {
  const places = [...new Set(found.map(({ source }) => source.name))].join(", ");
  if (found.length > 0 && plugin.length > 0) return [ok(`Sidebar registered in ${places}`)];
  if (found.length > 0) {
    return [
      warn(
        `Sidebar registered in ${places}, but not the plugin, so it shows only what others run`,
        `${packageName} install registers both; --global for your own config`,
      ),
    ];
  }
  const [registered] = plugin;
  if (!registered) return [];
  const isGlobal = userConfigFiles().includes(registered.source.name);
  return [
    warn(
      "Sidebar: no tui.json of this folder names the plugin, so OpenCode's screen does not show the run beside it",
      `${packageName} install${isGlobal ? " --global" : ""} adds it`,
    ),
  ];
}

function sidebarGoneLine({ spec, source }: Registration): Line {
  return warn(
    `Sidebar: ${source.name} names ${spec}, which does not exist`,
    `${packageName} install replaces it with this copy, uninstall removes it; --global for your own config`,
  );
}

function namesakeLine({ name }: ConfigSource): Line {
  return warn(
    `${name} names ${packageName} of npm, which is another project's plugin; OpenCode loads that one`,
    `Remove it if you mean this one, which ${packageName} install adds by its path`,
  );
}

/** Whether a project's config names by a path of this machine what it could name in every clone. */
function isBound({ spec, source: { name } }: Registration, folder: string): boolean {
  if (!isOfThisMachine(spec) || !projectConfigFiles(folder).includes(name)) return false;
  return !isOfThisMachine(specFor({ folder, isGlobal: false }, name));
}

function boundLine({ source }: Registration): Line {
  return warn(
    `Plugin: ${source.name} names it by a path of this machine, which does not work in another clone`,
    `${packageName} install writes one that is relative to the config`,
  );
}

function registrationLine(found: readonly Registration[]): Line {
  const places = [...new Set(found.map(({ source }) => source.name))].join(", ");
  if (found.length === 0) {
    return isProjectIgnored()
      ? warn(
          "Plugin: OPENCODE_DISABLE_PROJECT_CONFIG is set, so OpenCode reads no project config",
          `Unset it, or ${packageName} install --global`,
        )
      : warn(
          "Plugin: no config of this folder names it, so only this command line loads it",
          `${packageName} install, or install --global for all your folders`,
        );
  }
  return new Set(found.map(identity)).size > 1
    ? warn(
        `Plugin: registered under several names, so it is loaded several times: ${places}`,
        "Keep one entry",
      )
    : ok(`Plugin registered in ${places}`);
}

function goneLine({ spec, source }: Registration): Line {
  return fail(
    `Plugin: ${source.name} names ${spec}, which does not exist; OpenCode does not report it`,
    `${packageName} install replaces it with this copy, uninstall removes it; --global for your own config`,
  );
}

/** What OpenCode tells plugins apart by, but for a path that the variable with a config holds. */
function identity({ spec, source }: Registration): string {
  if (!/^(file:|[./~\\]|[a-z]:\\)/i.test(spec)) return spec;
  const path = spec.startsWith("file:") ? fileURLToPath(spec) : resolve(source.folder, spec);
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/**
 * Whether OpenCode has really loaded it, and can call what it registered.
 * @param config what OpenCode made of its configs
 * @param models all models of OpenCode
 */
export function loadedLines(config: ResolvedConfig, models: readonly string[]): Line[] {
  if (!config.provider?.statechart) return [notLoaded()];
  if (!models.includes(statechart)) {
    const filter = filterOf(config, statechart);
    return [
      fail(
        `Plugin: OpenCode does not offer its model ${statechart}${filter ? `: ${filter}` : ""}, so no command works`,
        "Remove the filter from OpenCode's config, and restart OpenCode",
      ),
    ];
  }
  const taken = missions.filter((name) => !isOwn(config.command?.[name]));
  const own = missions.filter((name) => !taken.includes(name));
  return [
    ...(own.length > 0 ? [ok(`Plugin loaded: /${own.join(", /")}`)] : []),
    ...taken.map((name) =>
      warn(
        `/${name} is a command of your own, so the plugin's is left out`,
        `Rename it: "${name}" in "command" of OpenCode's config, or a file command/${name}.md next to a config`,
      ),
    ),
  ];
}

/** The commands that begin or continue a run. */
const missions = ["auto", "plan", "review", "fix", "search", "auto-resume"];
const statechart = "statechart/machine";

function isOwn(command: { agent?: string } | undefined): boolean {
  return /^(statechart-)?orchestrator$/.test(command?.agent ?? "");
}

function notLoaded(): Line {
  return /^(1|true)$/i.test(process.env.OPENCODE_PURE ?? "")
    ? fail("Plugin: OpenCode loads none, since OPENCODE_PURE is set", "Unset OPENCODE_PURE")
    : fail(
        "Plugin: OpenCode has not loaded it, there is no /auto",
        "npm ci && npm run build in the plugin's folder; opencode --print-logs --log-level DEBUG says more",
      );
}

/** What of it matters here. */
export interface ResolvedConfig extends ModelFilters {
  model?: string;
  command?: Record<string, { agent?: string } | undefined>;
  permission?: unknown;
  agent?: Record<string, { permission?: unknown } | undefined>;
}
