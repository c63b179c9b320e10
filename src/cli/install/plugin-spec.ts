import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { packageName, packageRoot } from "../package.js";
import { worktreeOf } from "../worktree.js";
import type { Scope } from "./choose-file.js";
import { findHost } from "./direct-dependency.js";

/**
 * How a config names this copy of the plugin: in a project relative to the config, as OpenCode resolves it, so that
 * the entry holds in every clone; absolute where the copy is outside of the project, and in the user's own config.
 *
 * @param config the config's path
 */
export function specFor({ folder, isGlobal }: Scope, config: string): string {
  // A package manager may keep the copy elsewhere, in a folder that is named for its version.
  const host = findHost(dirname(config));
  const copy = host ? join(host, "node_modules", packageName) : packageRoot;
  if (isGlobal || !isWithin(worktreeOf(folder), copy)) return packageRoot;
  const path = relative(dirname(config), copy).split(sep).join("/");
  return path.startsWith(".") ? path : `./${path}`;
}

/** Whether an entry holds on one machine only. */
export function isOfThisMachine(spec: string): boolean {
  return spec.startsWith("file:") || isAbsolute(spec);
}

function isWithin(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}
