import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { oneLine } from "../../contracts/one-line.js";
import { type OptionsReading, readOptions } from "../../contracts/options.js";
import { configSources } from "../opencode/config-files.js";
import { findRegistrations, type Registration } from "../opencode/registration.js";
import { packageName } from "../package.js";
import { fail, type Line, ok, warn } from "./line.js";

/** Whether OpenCode's configs can be read, name the plugin, and give it options that it takes. */
export function registrationLines(folder: string): { lines: Line[]; options: OptionsReading["options"] } {
  const unreadable = configSources(folder).flatMap(({ name, problem }) =>
    problem ? [fail(`${name} cannot be read: ${problem}`, "Correct it")] : [],
  );
  const all = findRegistrations(folder);
  const found = all.filter(({ isGone }) => !isGone);
  const gone = all.filter(({ isGone }) => isGone);
  const last = found.at(-1);
  const { options, problems } = readOptions(last?.options);
  const wrong = problems.map((problem) =>
    fail(`Options: ${oneLine(problem)}`, `Correct them in ${last?.source.name}`),
  );
  return { lines: [...unreadable, ...gone.map(goneLine), registrationLine(found), ...wrong], options };
}

function registrationLine(found: readonly Registration[]): Line {
  const places = [...new Set(found.map(({ source }) => source.name))].join(", ");
  if (found.length === 0) {
    return warn(
      "Plugin: no config of this folder names it, so that only this command brings it along",
      `${packageName} install, or install --global for all your folders`,
    );
  }
  return new Set(found.map(identity)).size > 1
    ? warn(
        `Plugin: registered under several names, so that it is loaded several times: ${places}`,
        "Leave one entry",
      )
    : ok(`Plugin registered in ${places}`);
}

function goneLine({ spec, source }: Registration): Line {
  return fail(
    `Plugin: ${source.name} names ${spec}, where there is nothing; OpenCode says nothing of it`,
    `${packageName} install names this copy in its place, uninstall takes it out; --global for your own config`,
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

/** Whether OpenCode has really loaded it. @param config what OpenCode made of its configs */
export function loadedLine(config: ResolvedConfig): Line {
  if (config.command?.auto && config.provider?.statechart) return ok("Plugin loaded: /auto is there");
  return fail(
    "Plugin: OpenCode has not loaded it, there is no /auto",
    "npm ci && npm run build in the plugin's folder; opencode --print-logs --log-level DEBUG says more",
  );
}

/** What of it matters here. */
export interface ResolvedConfig {
  model?: string;
  command?: Record<string, unknown>;
  provider?: Record<string, unknown>;
}
