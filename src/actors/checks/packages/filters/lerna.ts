import type { PackageFilter } from "../package-filter.js";
import { chosenByScript } from "../workspace-choice.js";

export const lerna: PackageFilter = {
  command: /^lerna run /,
  unless: /\s(?:--(?:scope|since|ignore)|--)(?:[ =]|$)/,
  async narrow(command, context) {
    const names = await chosenByScript(command, context);
    return Array.isArray(names) ? [[...command.words, ...names.map((name) => `--scope=${name}`)]] : names;
  },
};
