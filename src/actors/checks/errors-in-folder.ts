import { access } from "node:fs/promises";
import { join, posix } from "node:path";
import type { CheckError } from "../../contracts/check.js";
import type { ScriptCommand } from "./script/read-script.js";

/**
 * The errors of a check that runs in one folder, with their files relative to the worktree: a tool tells them relative
 * to where it runs. A file that only exists there is meant.
 */
export async function errorsInFolder(
  errors: readonly CheckError[],
  commands: readonly Pick<ScriptCommand, "folder">[],
  worktree: string,
): Promise<CheckError[]> {
  const [folder, ...others] = new Set(commands.map((command) => command.folder));
  if (folder === undefined || others.length > 0) return [...errors];
  const exists = (path: string) =>
    access(join(worktree, path)).then(
      () => true,
      () => false,
    );
  return Promise.all(
    errors.map(async (error) => {
      const { file, text } = error;
      if (file === undefined || (await exists(file))) return error;
      const placed = posix.join(folder, file);
      if (!(await exists(placed))) return error;
      return { ...error, file: placed, text: text.startsWith(file) ? text.replace(file, placed) : text };
    }),
  );
}
