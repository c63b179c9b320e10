import { findOnPath, findOpencode } from "../../demo/opencode-binary.js";
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
