import type { ProjectPackage } from "./project-packages.js";

type Package = Pick<ProjectPackage, "folder" | "dependsOn">;

/**
 * The folders of the packages that a change affects: those that contain a changed file, and those that depend on them.
 * A file that only the root contains, like a lock file or a workflow, affects all.
 *
 * @param changedFiles relative to the worktree with `/`
 */
export function affectedPackages(
  packages: readonly Package[],
  changedFiles: readonly string[],
): ReadonlySet<string> | "all" {
  const affected = new Set<string>();
  for (const file of changedFiles) {
    const owner = ownerOf(packages, file);
    if (owner === undefined || owner.folder === "") return "all";
    affected.add(owner.folder);
  }
  for (let size = -1; size !== affected.size; ) {
    size = affected.size;
    for (const { folder, dependsOn } of packages)
      if (dependsOn.some((other) => affected.has(other))) affected.add(folder);
  }
  return affected;
}

/** The deepest package that contains a file or is a folder. */
export function ownerOf<T extends Package>(packages: readonly T[], path: string): T | undefined {
  return packages
    .filter(({ folder }) => isWithin(path, folder))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** Whether a path is the folder or is below it; both relative to the worktree. */
export function isWithin(path: string, folder: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}
