import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { PathMap } from "./path-map.js";

/**
 * What the environment of a check in the copy has otherwise than this process's: a variable that names the user's
 * repository (`PATH`, `VIRTUAL_ENV`, `PYTHONPATH`) names the copy, cargo builds in the copy, and git uses the
 * repository that it is in. `undefined`: not set.
 *
 * @param folder where the check runs
 */
export async function copyEnvironment(paths: PathMap, folder: string): Promise<NodeJS.ProcessEnv> {
  const changes: NodeJS.ProcessEnv = { PWD: folder };
  for (const [name, value = ""] of Object.entries(process.env)) {
    if (/^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|COMMON_DIR|PREFIX)$/.test(name)) {
      changes[name] = undefined;
    } else if (name !== "PWD" && paths.rewrite(value) !== value) changes[name] = paths.rewrite(value);
  }
  // Builds of the user's and of the copy's in one folder pass for each other.
  if (await hasTargetFolder(paths.root)) changes.CARGO_TARGET_DIR = join(paths.root, "target");
  return changes;
}

async function hasTargetFolder(root: string): Promise<boolean> {
  if (process.env.CARGO_TARGET_DIR || process.env.CARGO_BUILD_TARGET_DIR) return true;
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const folders = [join(root, ".cargo"), cargoHome];
  const files = folders.flatMap((folder) => [join(folder, "config.toml"), join(folder, "config")]);
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  return texts.some((text) => /target-dir/.test(text));
}
