import type { PackageFilter } from "../package-filter.js";
import { choose, jsonIn, membersOf } from "../workspace-choice.js";

/** A project without the target is passed over by Nx itself: targets are not only scripts. */
export const nx: PackageFilter = {
  command: /^nx run-many /,
  unless: /\s(?:-p|--projects?|--exclude|--)(?:[ =]|$)/,
  async narrow(command, context) {
    const projects = (await membersOf(command, context)).map(async ({ folder, name }) => {
      const { name: own } = await jsonIn(context.worktree, folder, "project.json");
      return { folder, name: typeof own === "string" ? own : name };
    });
    const names = choose(await Promise.all(projects), context);
    return Array.isArray(names) ? [[...command.words, `--projects=${names.join(",")}`]] : names;
  },
};
