import { readdir } from "node:fs/promises";
import { join, posix } from "node:path";
import { workspaceMembers } from "../packages/workspace-members.js";
import { manifests } from "./ecosystems.js";
import { type Folder, folderAt, isOutput } from "./folder.js";

const mostFolders = 200;
const mostFound = 20;
const mostDepth = 2;

/** Folders that are no part of the product. */
const others =
  /^(?:examples?|samples?|demos?|fixtures?|tests?|__tests__|testdata|specs?|docs?|website|templates?|benchmarks?|e2e|deps|external|tools?|scripts|playground)$/i;

export interface ProjectFolder extends Folder {
  /** The folder of the workspace that declares it as a member; absent where none does. */
  workspace?: string;
}

export interface ProjectFolders {
  /** Sorted by depth, then by path. */
  folders: ProjectFolder[];
  /** There are more than these; absent where there are not. */
  limit?: string;
}

/**
 * The folders below the root that have a manifest: members of a workspace at any depth (at most 500), and those one or
 * two levels deep (at most 20 among 200 folders).
 */
export async function projectFolders(worktree: string): Promise<ProjectFolders> {
  const { paths, limit } = await withManifest(worktree);
  const members = await workspaceMembers(worktree, ["", ...paths]);
  const all = [...new Set([...members.keys(), ...paths])].filter((path) => path !== "");
  const depth = (path: string) => path.split("/").length;
  const folders = all
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))
    .map((path) => {
      const workspace = members.get(path);
      return { ...folderAt(worktree, path), ...(workspace !== undefined && { workspace }) };
    });
  return { folders, ...(limit !== undefined && { limit }) };
}

const demonstrations =
  /^(?:examples?|samples?|demos?|fixtures?|templates?|benchmarks?|playgrounds?|website|docs?|e2e)$/i;

/** Whether the checks of a folder are those of the product: not of its examples, its website or its benchmarks. */
export function isProduct({ path }: Folder): boolean {
  return !path.split("/").some((name) => demonstrations.test(name));
}

async function withManifest(worktree: string): Promise<{ paths: string[]; limit?: string }> {
  const paths: string[] = [];
  const queue = [{ path: "", depth: 0 }];
  for (let seen = 0; ; seen += 1) {
    const at = queue.shift();
    if (at === undefined) return { paths };
    if (paths.length >= mostFound)
      return { paths, limit: `${mostFound} folders with a manifest that no workspace names` };
    if (seen >= mostFolders) return { paths, limit: `${mostFolders} folders` };
    const entries = await readdir(join(worktree, at.path), { withFileTypes: true }).catch(() => []);
    if (at.path !== "" && entries.some((entry) => entry.isFile() && manifests.test(entry.name)))
      paths.push(at.path);
    if (at.depth === mostDepth) continue;
    const folders = entries.filter(
      (entry) => entry.isDirectory() && !isOutput(entry.name) && !others.test(entry.name),
    );
    const names = folders.map(({ name }) => name).sort();
    queue.push(...names.map((name) => ({ path: posix.join(at.path, name), depth: at.depth + 1 })));
  }
}
