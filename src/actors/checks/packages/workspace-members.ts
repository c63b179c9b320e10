import { folderAt } from "../detect/folder.js";
import { packageReaders } from "./package-readers.js";

const mostMembers = 500;

/**
 * The folders that the workspaces in these folders declare, and the workspaces in those, with the folder that declares
 * each one. Relative to the worktree; at most 500.
 */
export async function workspaceMembers(
  worktree: string,
  folders: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const queue = [...folders];
  const seen = new Set<string>();
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const folder = folderAt(worktree, at);
    for (const reader of packageReaders)
      for (const member of await reader.members(folder)) {
        if (member === at || member.startsWith("..") || found.has(member)) continue;
        if (found.size >= mostMembers) return found;
        const names = await folderAt(worktree, member).names();
        if (!names.some((name) => reader.manifest.test(name))) continue;
        found.set(member, at);
        queue.push(member);
      }
  }
  return found;
}
