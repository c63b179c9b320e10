import { statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname } from "node:path";
import { packageName, packageRoot } from "../package.js";
import type { Scope } from "./choose-file.js";
import { findHost, isDirectDependency } from "./direct-dependency.js";
import { type Installation, installPlugin } from "./install-plugin.js";

/**
 * Registers the plugin after npm has installed it, where a person asked for it: in the project, or globally.
 * @param environment npm's, for the script
 */
export async function registerAfterNpmInstall(
  environment: NodeJS.ProcessEnv,
): Promise<Installation | undefined> {
  const scope = scopeOf(environment);
  return scope && installPlugin(scope);
}

/** Where to register; nowhere for another package's dependency, a run by npx, or this package's own repository. */
function scopeOf(environment: NodeJS.ProcessEnv): Scope | undefined {
  const { OPENCODE_ORCHESTRATOR_SKIP_INSTALL, npm_config_global, npm_config_local_prefix, INIT_CWD } =
    environment;
  if (OPENCODE_ORCHESTRATOR_SKIP_INSTALL && OPENCODE_ORCHESTRATOR_SKIP_INSTALL !== "0") return undefined;
  if (npm_config_global === "true") {
    checkHome();
    return isInstalledAlone() ? { folder: homedir(), isGlobal: true } : undefined;
  }
  const host = findHost(npm_config_local_prefix ?? INIT_CWD ?? process.cwd());
  return host && isDirectDependency(host) ? { folder: host, isGlobal: false } : undefined;
}

/** A global package of its own, not one inside another. */
function isInstalledAlone(): boolean {
  const modules = dirname(packageRoot);
  return basename(modules) === "node_modules" && !dirname(modules).split(/[\\/]/).includes("node_modules");
}

/** As root, in another one's home, it would leave files there that their owner cannot change. */
function checkHome(): void {
  const user = process.getuid?.();
  if (user !== undefined && statSync(homedir()).uid !== user) {
    throw new Error(`${homedir()} is another user's. Run there: ${packageName} install --global`);
  }
}
