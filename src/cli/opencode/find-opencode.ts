import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { findOpencode } from "../../demo/opencode-binary.js";
import { CommandError } from "../command-error.js";

/**
 * The OpenCode to run: the environment's `OPENCODE_BIN`, else the user's own on the `PATH`, else the one that the
 * project or this package has for development.
 * @throws CommandError when there is none, with what to do
 */
export function chooseOpencode(): string {
  const own = process.env.OPENCODE_BIN ? undefined : findOnPath();
  try {
    return own ?? findOpencode();
  } catch (cause) {
    throw new CommandError((cause as Error).message, 1, { cause });
  }
}

const names = process.platform === "win32" ? ["opencode.exe", "opencode.cmd"] : ["opencode"];

function findOnPath(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
