import { posix } from "node:path";
import { manifests } from "../detect/ecosystems.js";
import { type Folder, folderAt } from "../detect/folder.js";
import { type ProjectFolder, projectFolders } from "../detect/project-folders.js";
import type { PackageManifest } from "./package-reader.js";
import { packageReaders } from "./package-readers.js";

/** A package of the project: a folder with a manifest. A folder with manifests of two toolchains is two packages. */
export interface ProjectPackage {
  /** Relative to the worktree with `/`; empty for the worktree itself. */
  folder: string;
  name?: string;
  /** As its people write it; `other` where nothing is known of what it depends on. */
  toolchain: string;
  /** Folders of packages. */
  dependsOn: readonly string[];
}

const other = "other";

/**
 * The packages of a project: the root, the members of its workspaces, and other folders with a manifest.
 *
 * @param worktree absolute
 */
export async function readPackages(worktree: string): Promise<ProjectPackage[]> {
  const { folders } = await projectFolders(worktree);
  const read = (await Promise.all([folderAt(worktree), ...folders].map(packagesIn))).flat();
  const packages = read.filter((one) => one.isMember || !isPartOf(one, read));
  const byName = new Map<string, string[]>();
  const key = (toolchain: string, name: string) => `${toolchain} ${name}`;
  for (const { toolchain, folder, manifest } of packages) {
    if (manifest?.name === undefined) continue;
    const known = byName.get(key(toolchain, manifest.name)) ?? [];
    byName.set(key(toolchain, manifest.name), [...known, folder]);
  }
  const present = new Set(packages.map(({ folder }) => folder));
  const unknown = packages.filter(({ toolchain }) => toolchain === other).map(({ folder }) => folder);
  return packages.map(({ folder, toolchain, workspace, manifest, text }) => {
    const named = manifest?.names.flatMap((name) => byName.get(key(toolchain, name)) ?? []) ?? [];
    const placed = manifest?.folders.map((path) => placeOf(folder, path)) ?? [];
    const above = workspace === undefined || workspace === "" ? [] : [workspace];
    const mentioned = [...present].filter((each) => isMentioned(each, folder, text));
    const all = new Set([
      ...named,
      ...placed,
      ...above,
      ...mentioned,
      ...(toolchain === other ? unknown : []),
    ]);
    const dependsOn = [...all].filter((each) => each !== folder && present.has(each)).sort();
    return { folder, ...(manifest?.name !== undefined && { name: manifest.name }), toolchain, dependsOn };
  });
}

interface ReadPackage {
  folder: string;
  toolchain: string;
  isMember: boolean;
  workspace: string | undefined;
  manifest: PackageManifest | undefined;
  /** Of all files in it that can name other folders. */
  text: string;
}

const builds = /^(?:build\.rs|binding\.gyp|[Mm]akefile|project\.json|tsconfig\.json)$/;

async function packagesIn(folder: Folder & Pick<ProjectFolder, "workspace">): Promise<ReadPackage[]> {
  const { path, workspace } = folder;
  const names = await folder.names();
  const readers = packageReaders.filter(({ manifest }) => names.some((name) => manifest.test(name)));
  const files = names.filter((name) => manifests.test(name) || builds.test(name));
  const text = (await Promise.all(files.map((name) => folder.read(name)))).join("\n");
  const place = { folder: path, isMember: workspace !== undefined, workspace, text };
  const found = readers.map(async ({ toolchain, read }) => ({
    ...place,
    toolchain,
    manifest: await read(folder),
  }));
  if (found.length > 0) return Promise.all(found);
  const hasManifest = names.some((name) => manifests.test(name));
  return hasManifest ? [{ ...place, toolchain: other, manifest: undefined }] : [];
}

/** A manifest inside a package that no workspace names: a marker, a template, what the package builds as well. */
function isPartOf({ folder }: ReadPackage, all: readonly ReadPackage[]): boolean {
  return all.some((one) => one.folder !== "" && folder.startsWith(`${one.folder}/`));
}

/** Toolchains do not know one another: a crate that a Python package builds is a path in its `pyproject.toml`. */
function isMentioned(other: string, folder: string, text: string): boolean {
  const path = posix.relative(folder, other);
  if (path === "" || !text.includes(path) || /^(?:\.\.\/?)+$/.test(path)) return false;
  const literal = path.replace(/[.+*?^$()|[\]\\{}]/g, "\\$&");
  return new RegExp(`(?:^|["'\\s=:(/])${literal}(?:["'\\s/:)]|$)`, "m").test(text);
}

function placeOf(folder: string, path: string): string {
  const place = posix.join(folder, path).replace(/\/$/, "");
  return place === "." ? "" : place;
}
