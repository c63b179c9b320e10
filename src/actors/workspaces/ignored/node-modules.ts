import type { Dirent } from "node:fs";
import { mkdir, readdir, realpath, symlink } from "node:fs/promises";
import { join } from "node:path";
import { sideBySide } from "../side-by-side.js";
import { type Bringing, bringFile } from "./bring-file.js";
import { bringFolder } from "./bring-folder.js";

/** They know files by the paths and times that these have in the user's worktree, or are written to. */
const caches = /^\.(?:cache|vite|vite-temp|vitest|tmp|turbo|next)$/;

/**
 * A real folder with a link for each package, so that the project's own packages are the copy's and caches are
 * written in the copy.
 */
export async function linkPackages(source: string, destination: string, bringing: Bringing): Promise<void> {
  await mkdir(destination, { recursive: true });
  const real = await realpath(source);
  const entries = await readdir(real, { withFileTypes: true });
  await sideBySide(
    entries.filter(({ name }) => !caches.test(name)),
    (entry) => bringPackage(entry, join(real, entry.name), join(destination, entry.name), bringing),
  );
}

/** Packages as files of the copy's own: then also what they resolve is found in the copy. */
export async function ownPackages(source: string, destination: string, bringing: Bringing): Promise<void> {
  await bringFolder(await realpath(source), destination, bringing, { leavesOut: caches });
}

async function bringPackage(
  entry: Dirent,
  source: string,
  destination: string,
  bringing: Bringing,
): Promise<void> {
  if (!entry.isDirectory()) {
    await bringFile(source, destination, bringing);
  } else if (entry.name.startsWith("@") || entry.name === ".bin") {
    await linkPackages(source, destination, bringing);
  } else {
    bringing.budget.spend(0);
    await symlink(source, destination, "junction");
  }
}
