import { readFileSync, realpathSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { packageName, packageRoot } from "../package.js";
import { type ConfigSource, configSources } from "./config-files.js";

/** Where OpenCode's config names this plugin. */
export interface Registration {
  source: ConfigSource;
  /** As it stands there. */
  spec: string;
  /** The plugin's options there. */
  options: unknown;
}

/** Every entry of this plugin in the configs that OpenCode reads for a folder, the weakest first. */
export function findRegistrations(folder: string): Registration[] {
  return configSources(folder).flatMap((source) => {
    const entries: unknown = source.config.plugin;
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((entry: unknown) => {
      const [spec, options] = Array.isArray(entry) ? entry : [entry];
      return typeof spec === "string" && isThisPlugin(spec, source.folder) ? [{ source, spec, options }] : [];
    });
  });
}

/** Whether a plugin's entry means this package: by its name, its path, or that of another copy of it. */
function isThisPlugin(spec: string, folder: string): boolean {
  if (spec === packageName || spec.startsWith(`${packageName}@`)) return true;
  const path = spec.startsWith("file:") ? pathOf(spec) : resolve(folder, spec);
  if (path === undefined) return false;
  return `${real(path)}${sep}`.startsWith(`${real(packageRoot)}${sep}`) || nameAt(path) === packageName;
}

function pathOf(url: string): string | undefined {
  try {
    return fileURLToPath(url);
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
