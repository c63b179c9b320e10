import { folderAt } from "../detect/folder.js";
import { matchingScripts } from "../script/matching-scripts.js";
import type { ScriptCommand } from "../script/read-script.js";
import { scriptCall } from "../script/script-call.js";
import { workspaceFolders } from "../script/workspace-folders.js";
import type { FilterContext } from "./package-filter.js";
import { isTable, type Table, tableAt } from "./read-toml.js";

export type Choice = string[] | "untouched" | undefined;

/** The names of the affected packages of a workspace that have the scripts of the command. */
export async function chosenByScript(command: ScriptCommand, context: FilterContext): Promise<Choice> {
  const wanted = scriptCall(command.words, new Set())?.scripts ?? [];
  const found = await membersOf(command, context);
  const able = found.filter(({ manifest }) => {
    const declared = Object.keys(tableAt(manifest, "scripts"));
    return wanted.some((name) => matchingScripts(name, declared).length > 0);
  });
  return choose(able, context);
}

export interface Member {
  folder: string;
  name: string | undefined;
}

/** The packages of the workspace in whose root the command runs. */
export async function membersOf(
  { folder = "" }: ScriptCommand,
  { worktree }: FilterContext,
): Promise<(Member & { manifest: Table })[]> {
  const folders = await workspaceFolders(worktree, folder);
  return Promise.all(
    folders.map(async (path) => {
      const manifest = await jsonIn(worktree, path, "package.json");
      return { folder: path, name: typeof manifest.name === "string" ? manifest.name : undefined, manifest };
    }),
  );
}

export function choose(members: readonly Member[], { affected }: FilterContext): Choice {
  if (affected === "all" || members.length === 0) return undefined;
  const chosen = members.filter(({ folder }) => affected.has(folder));
  if (chosen.length === 0) return "untouched";
  const names = chosen.flatMap(({ name }) => name ?? []);
  const isUnique = names.every((name) => members.filter((other) => other.name === name).length === 1);
  return chosen.length < members.length && names.length === chosen.length && isUnique ? names : undefined;
}

export async function jsonIn(worktree: string, folder: string, name: string): Promise<Table> {
  try {
    const value: unknown = JSON.parse(await folderAt(worktree, folder).read(name));
    return isTable(value) ? value : {};
  } catch {
    return {};
  }
}
