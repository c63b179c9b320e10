import { realpath } from "node:fs/promises";
import { dirname } from "node:path";
import type { ScriptCommand } from "../../script/read-script.js";
import type { FilterContext, PackageFilter } from "../package-filter.js";
import { isTable } from "../read-toml.js";
import { placeIn, runTool } from "../run-tool.js";
import { choose, type Member } from "../workspace-choice.js";

/**
 * Options that name a target or a feature fail where the chosen packages have none. A package in the workspace's own
 * folder may read whatever is below it.
 */
export const cargo: PackageFilter = {
  command:
    /^cargo (?:\+\S+ )?(?:test|t|check|c|clippy|build|b|nextest run) (?:.* )?(?:--workspace|--all)(?: |$)/,
  unless:
    /\s(?:-p|--package|--exclude|-F|--features|--lib|--doc|--bin|--test|--example|--bench|--manifest-path)(?:[ =]|$)/,
  async narrow(command, context) {
    const members = await membersOf(command, context);
    const names = members && choose(members, context);
    if (names === "untouched" && members?.some(({ folder }) => folder === (command.folder ?? "")))
      return undefined;
    if (!Array.isArray(names)) return names;
    const { words } = command;
    const at = words.findIndex((word) => /^--(?:workspace|all)$/.test(word));
    return [[...words.slice(0, at), ...names.flatMap((name) => ["-p", name]), ...words.slice(at + 1)]];
  },
};

async function membersOf(
  { folder }: ScriptCommand,
  { worktree }: FilterContext,
): Promise<Member[] | undefined> {
  const command = ["cargo", "metadata", "--no-deps", "--offline", "--format-version", "1"];
  const printed = await runTool(command, worktree, folder);
  if (printed === undefined) return undefined;
  const root = await realpath(worktree);
  const { packages } = JSON.parse(printed) as { packages?: unknown };
  return (Array.isArray(packages) ? packages : []).filter(isTable).map(({ name, manifest_path: path }) => ({
    name: typeof name === "string" ? name : undefined,
    folder: placeIn(root, dirname(String(path))),
  }));
}
