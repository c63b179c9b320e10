import type { Folder } from "../detect/folder.js";

/** What the manifest of a package says. */
export interface PackageManifest {
  name?: string;
  /** Names of what it depends on; those that no package of the toolchain has are of no account. */
  names: readonly string[];
  /** Folders that it depends on, relative to the package's own. */
  folders: readonly string[];
}

/** How the packages of one toolchain are read. */
export interface PackageReader {
  toolchain: string;
  /** The names of its manifests. */
  manifest: RegExp;
  /** The folders of the workspace that a manifest in this folder declares, relative to the worktree. */
  members(folder: Folder): Promise<string[]>;
  /** Of a folder that has a manifest. What is unreadable depends on nothing. */
  read(folder: Folder): Promise<PackageManifest>;
}
