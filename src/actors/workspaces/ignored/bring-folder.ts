import type { Dirent } from "node:fs";
import { link, lstat, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { sideBySide } from "../side-by-side.js";
import { type Bringing, copyWithTimes, rewriteFile } from "./bring-file.js";

export interface FolderRules {
  /** Entries that stay out, by their names. */
  leavesOut?: RegExp;
  /** Files up to that size, in bytes, are copied, larger ones are hard links. */
  copiesUpTo?: number;
}

/** Where tools write down the path of the folder that they are installed for. */
const namesPaths =
  /(?:^|\/)(?:\.?bin|Scripts)\/[^/]+$|\.pth$|\.egg-link$|__editable__[^/]*\.py$|\/direct_url\.json$|pyvenv\.cfg$/;

/**
 * Brings a folder in by hard links, which take no space, or by copies where the file system has none. Symbolic links
 * and paths that lead into the project lead into the copy then.
 */
export async function bringFolder(
  source: string,
  destination: string,
  bringing: Bringing,
  rules: FolderRules = {},
): Promise<void> {
  bringing.budget.spend(0);
  await mkdir(destination, { recursive: true });
  const entries = await readdir(source, { withFileTypes: true });
  const kept = entries.filter(({ name }) => !rules.leavesOut?.test(name));
  const folders = kept.filter((entry) => entry.isDirectory());
  await sideBySide(
    kept.filter((entry) => !entry.isDirectory()),
    (entry) => bringEntry(entry, join(source, entry.name), join(destination, entry.name), bringing, rules),
  );
  for (const { name } of folders)
    await bringFolder(join(source, name), join(destination, name), bringing, rules);
}

/** A folder whose files a check may write into. A repository's own data stay out. */
export function copyFolder(source: string, destination: string, bringing: Bringing): Promise<void> {
  const copiesUpTo = Number.POSITIVE_INFINITY;
  return bringFolder(source, destination, bringing, { leavesOut: /^\.git$/, copiesUpTo });
}

async function bringEntry(
  entry: Dirent,
  source: string,
  destination: string,
  bringing: Bringing,
  { copiesUpTo = -1 }: FolderRules,
): Promise<void> {
  if (entry.isSymbolicLink()) {
    bringing.budget.spend(0);
    return bringing.paths.placeLink(source, destination);
  }
  if (!entry.isFile()) return;
  if (namesPaths.test(source.replaceAll("\\", "/")) && (await rewriteFile(source, destination, bringing)))
    return;
  const isCopied = copiesUpTo >= 0 && (await lstat(source)).size <= copiesUpTo;
  if (!isCopied && (await linkFile(source, destination))) return bringing.budget.spend(0);
  bringing.budget.spend((await lstat(source)).size);
  await copyWithTimes(source, destination);
}

/** @returns false where the file system, or its rules, have no hard link for it */
function linkFile(source: string, destination: string): Promise<boolean> {
  return link(source, destination).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (["EXDEV", "EPERM", "EMLINK", "ENOTSUP", "ENOSYS"].includes(error.code ?? "")) return false;
      throw error;
    },
  );
}
