import { dirname, join } from "node:path";
import {
  type ConfigKind,
  projectConfigFiles,
  userConfigFiles,
  userConfigFolder,
} from "../opencode/config-files.js";
import { isThisPlugin } from "../opencode/registration.js";
import { worktreeOf } from "../worktree.js";
import { type ConfigFile, readConfigFile } from "./config-file.js";
import type { PluginEntry } from "./plugin-list.js";

/** For whom a plugin is registered. */
export interface Scope {
  folder: string;
  /** For the user, whatever the folder. */
  isGlobal: boolean;
}

/**
 * The configs of a scope that are there, the weakest first.
 * @throws CommandError when one is not a config that OpenCode takes
 */
export async function configFilesOf({ folder, isGlobal }: Scope, kind: ConfigKind): Promise<ConfigFile[]> {
  const paths = isGlobal ? userConfigFiles(kind) : projectConfigFiles(folder, kind);
  const files = await Promise.all(paths.map((path) => readConfigFile(path, kind)));
  return files.filter(({ ownership }) => ownership !== undefined);
}

/** The config to register the plugin in: one that is there, else the one that OpenCode itself would make. */
export async function chooseFile(scope: Scope, kind: ConfigKind): Promise<ConfigFile> {
  const files = await configFilesOf(scope, kind);
  const withList = files.filter(({ list }) => list);
  const chosen = scope.isGlobal
    ? // In these the last list is the only one that counts.
      (withList.at(-1) ?? files.at(-1))
    : (files.findLast((file) => ownEntries(file).length > 0) ?? withList.at(-1) ?? files.at(-1));
  return chosen ?? (await readConfigFile(newFileOf(scope, kind), kind));
}

/** The entries of this plugin in a config. */
export function ownEntries({ path, entries }: ConfigFile): PluginEntry[] {
  return entries.filter(({ spec }) => isThisPlugin(spec, dirname(path)));
}

function newFileOf({ folder, isGlobal }: Scope, kind: ConfigKind): string {
  return isGlobal
    ? join(userConfigFolder(), kind === "tui" ? "tui.json" : "opencode.jsonc")
    : join(worktreeOf(folder), ".opencode", `${kind}.json`);
}
