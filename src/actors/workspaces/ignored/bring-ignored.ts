import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isThere } from "../is-there.js";
import type { UserRepository } from "../user-repository.js";
import { type Bringing, bringFile } from "./bring-file.js";
import { copyFolder } from "./bring-folder.js";
import { type FolderKind, kindOf, nodeModules } from "./folder-kinds.js";
import { ownPackages } from "./node-modules.js";
import { needsOwnPackages } from "./own-packages.js";

export interface IgnoredThings {
  /** What may stay when the copy is cleaned, relative to the root. */
  kept: ReadonlySet<string>;
  /** Brings in what is missing and returns what stays out, relative to the root. */
  bring(bringing: Bringing): Promise<string[]>;
}

interface IgnoredPath {
  path: string;
  isFolder: boolean;
  kind: FolderKind | undefined;
}

/** Looks at what is ignored now, and at submodules, which no tree holds either. */
export async function findIgnored(repository: UserRepository): Promise<IgnoredThings> {
  const { top } = repository;
  const listed = (await repository.files.ignored()).filter((path) => !ownFolder.test(path));
  const ignored: IgnoredPath[] = await Promise.all(
    listed.map(async (name) => {
      const path = name.replace(/\/$/, "");
      return { path, isFolder: name.endsWith("/"), kind: await kindOf(join(top, path)) };
    }),
  );
  const packages = ignored.filter(({ kind }) => kind === nodeModules).map(({ path }) => join(top, path));

  async function bringOne({ path, isFolder, kind }: IgnoredPath, bringing: Bringing): Promise<boolean> {
    const [source, destination] = [join(top, path), join(bringing.paths.root, path)];
    // Of a folder that the tree does not have, nothing is needed.
    if (!(await isThere(dirname(destination)))) return true;
    if (kind?.isKept && (await isThere(destination))) return true;
    if (kind === undefined) return !isFolder && bringFile(source, destination, bringing);
    if (await kind.staysOut?.(source, bringing)) return false;
    await kind.bring(source, destination, bringing);
    return true;
  }

  return {
    kept: new Set(ignored.filter(({ kind }) => kind?.isKept).map(({ path }) => path)),
    async bring(bringing) {
      const ownKind = { ...nodeModules, bring: ownPackages };
      const needsOwn = await needsOwnPackages(packages, bringing.paths);
      const leftOut: string[] = [];
      for (const entry of ignored) {
        const kind = needsOwn && entry.kind === nodeModules ? ownKind : entry.kind;
        if (!(await bringOne({ ...entry, kind }, bringing))) leftOut.push(entry.path);
      }
      for (const path of await repository.submodules()) {
        await mkdir(dirname(join(bringing.paths.root, path)), { recursive: true });
        await copyFolder(join(top, path), join(bringing.paths.root, path), bringing);
      }
      return leftOut;
    },
  };
}

const ownFolder = /(?:^|\/)\.opencode\/(?:orchestrator\/)?$/;
