import { existsSync, readFileSync, realpathSync } from "node:fs";
import { basename, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { packageName, packageRoot } from "../package.js";
import { type ConfigKind, type ConfigSource, configSources } from "./config-files.js";

/** Where OpenCode's config names this plugin. */
export interface Registration {
  source: ConfigSource;
  /** The list that names it: OpenCode 2 reads both, OpenCode 1 only `plugin`. */
  list: PluginListName;
  /** As it stands there. */
  spec: string;
  /** The plugin's options there. */
  options: unknown;
  /** A path at which there is nothing: OpenCode starts without the plugin. */
  isGone: boolean;
}

/** Every entry of this plugin in the configs that OpenCode reads for a folder, the weakest first. */
export function findRegistrations(folder: string, kind: ConfigKind = "opencode"): Registration[] {
  return configSources(folder, kind).flatMap((source) =>
    pluginEntries(source)
      .filter(({ spec }) => isThisPlugin(spec, source.folder))
      .map((entry) => ({ source, ...entry, isGone: isGone(entry.spec, source.folder) })),
  );
}

/** What a config names plugins in, the weaker first. */
export const pluginListNames = ["plugin", "plugins"] as const;

export type PluginListName = (typeof pluginListNames)[number];

function pluginEntries({ config }: ConfigSource): Pick<Registration, "list" | "spec" | "options">[] {
  return pluginListNames.flatMap((list) => {
    const entries: unknown = config[list];
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((entry: unknown) => {
      const { spec, options } = readEntry(entry);
      return typeof spec === "string" ? [{ list, spec, options }] : [];
    });
  });
}

/** `"spec"`, `["spec", options]`, or `{ package: "spec", options }` of OpenCode 2. */
function readEntry(entry: unknown): { spec: unknown; options: unknown } {
  if (typeof entry !== "object" || entry === null) return { spec: entry, options: undefined };
  if (Array.isArray(entry)) return { spec: entry[0], options: entry[1] };
  const { package: spec, options } = entry as { package?: unknown; options?: unknown };
  return { spec, options };
}

/** Configs that name what npm has by this package's name: another project's plugin, which OpenCode then loads. */
export function findNamesakes(folder: string): ConfigSource[] {
  return configSources(folder).filter((source) => pluginEntries(source).some(({ spec }) => isNpmName(spec)));
}

/**
 * Whether a plugin's entry means this package: by its path, or by that of another copy of it, which may be gone.
 * @param folder what the entry's path is relative to
 */
export function isThisPlugin(spec: string, folder: string): boolean {
  const path = isNpmName(spec) ? undefined : pathOf(spec, folder);
  if (path === undefined) return false;
  if (!existsSync(path)) return basename(path) === packageName;
  return isThisCopy(spec, folder) || nameAt(path) === packageName;
}

/** Whether a plugin's entry is a path into this very copy of the package. */
export function isThisCopy(spec: string, folder: string): boolean {
  const path = pathOf(spec, folder);
  return path !== undefined && `${real(path)}${sep}`.startsWith(`${real(packageRoot)}${sep}`);
}

function isNpmName(spec: string): boolean {
  return spec === packageName || spec.startsWith(`${packageName}@`);
}

function isGone(spec: string, folder: string): boolean {
  const path = pathOf(spec, folder);
  return path === undefined || !existsSync(path);
}

export function pathOf(spec: string, folder: string): string | undefined {
  if (!spec.startsWith("file:")) return resolve(folder, spec);
  try {
    return fileURLToPath(spec);
  } catch {
    return undefined;
  }
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function nameAt(folder: string): unknown {
  try {
    return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { name?: unknown }).name;
  } catch {
    return undefined;
  }
}
