import type { PackageFilter } from "../package-filter.js";
import { chosenByScript } from "../workspace-choice.js";

export const npm: PackageFilter = {
  command: /^npm (?:.* )?(?:-ws|--workspaces)(?: |$)/,
  unless: /\s(?:-w|--workspace|--prefix|-C|--)(?:[ =]|$)/,
  async narrow(command, context) {
    const names = await chosenByScript(command, context);
    return Array.isArray(names) ? [[...command.words, ...names.flatMap((name) => ["-w", name])]] : names;
  },
};
