import type { PackageFilter } from "../package-filter.js";
import { chosenByScript } from "../workspace-choice.js";

/** Yarn 2 and later. */
export const yarn: PackageFilter = {
  command: /^yarn workspaces foreach /,
  unless: /\s(?:--(?:include|exclude|from|since|recursive|worktree)|-[a-zA-Z]*[RW][a-zA-Z]*)(?:[ =]|$)/,
  async narrow(command, context) {
    const names = await chosenByScript(command, context);
    const [tool = "", workspaces = "", foreach = "", ...rest] = command.words;
    const include = (all: readonly string[]) => all.flatMap((name) => ["--include", name]);
    return Array.isArray(names) ? [[tool, workspaces, foreach, ...include(names), ...rest]] : names;
  },
};

/** Yarn 1 runs in one package or in all. */
export const classicYarn: PackageFilter = {
  command: /^yarn workspaces run /,
  async narrow(command, context) {
    const names = await chosenByScript(command, context);
    return Array.isArray(names)
      ? names.map((name) => ["yarn", "workspace", name, ...command.words.slice(2)])
      : names;
  },
};
