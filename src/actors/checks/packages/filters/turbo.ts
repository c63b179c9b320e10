import type { PackageFilter } from "../package-filter.js";
import { chosenByScript } from "../workspace-choice.js";

export const turbo: PackageFilter = {
  command: /^turbo /,
  unless: /\s(?:-F|--filter|--affected|--scope|--since|--)(?:[ =]|$)/,
  async narrow(command, context) {
    const names = await chosenByScript(command, context);
    return Array.isArray(names) ? [[...command.words, ...names.map((name) => `--filter=${name}`)]] : names;
  },
};
