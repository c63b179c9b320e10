import type { PackageFilter } from "../package-filter.js";
import { chosenByScript } from "../workspace-choice.js";

export const pnpm: PackageFilter = {
  command: /^pnpm (?:.* )?(?:-r|--recursive)(?: |$)/,
  unless: /\s(?:-F|--filter(?:-prod)?|-C|--dir)(?:[ =]|$)/,
  async narrow(command, context) {
    const names = await chosenByScript(command, context);
    const [tool = "", ...rest] = command.words;
    return Array.isArray(names) ? [[tool, ...names.flatMap((name) => ["--filter", name]), ...rest]] : names;
  },
};
