import { constants } from "node:fs";
import { copyFile, lstat, readFile, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Budget } from "../budget.js";
import type { PathMap } from "../path-map.js";

/** What every kind of ignored thing is brought in with. */
export interface Bringing {
  paths: PathMap;
  budget: Budget;
}

const longestText = 1_000_000;
const largestFile = 16_000_000;

/** Made from sources, or remembers what was done with files of other paths and times. */
const outputs =
  /\.(?:o|a|so|so\.\S+|dylib|pyd|dll|exe|class|pyc|gcda|gcno|tsbuildinfo|log|tmp|pid|sock)$|cache$|^\.coverage|^coverage\./i;
const compiled = /\.(?:d\.[mc]?ts|[mc]?js|jsx)(?:\.map)?$/;

/**
 * Copies one ignored file of the project (`.env`, a local database): a check may write into it. The copy's path
 * stands in it for the project's.
 *
 * @returns false for one that stays out: an output, or one that is too large
 */
export async function bringFile(source: string, destination: string, bringing: Bringing): Promise<boolean> {
  const stats = await lstat(source);
  if (stats.isSymbolicLink()) {
    bringing.budget.spend(0);
    await bringing.paths.placeLink(source, destination);
    return true;
  }
  if (!stats.isFile() || stats.size > largestFile || (await isOutput(source))) return false;
  if (!(await rewriteFile(source, destination, bringing))) {
    bringing.budget.spend(stats.size);
    await copyWithTimes(source, destination);
  }
  return true;
}

/** Writes the file with the copy's path in place of the project's. @returns false where the file does not name that */
export async function rewriteFile(source: string, destination: string, bringing: Bringing): Promise<boolean> {
  const { size, mode } = await lstat(source);
  if (size > longestText) return false;
  const bytes = await readFile(source);
  if (bytes.includes(0)) return false;
  const text = bytes.toString("utf8");
  const rewritten = bringing.paths.rewrite(text);
  if (rewritten === text || !Buffer.from(text).equals(bytes)) return false;
  bringing.budget.spend(rewritten.length);
  await writeFile(destination, rewritten, { mode });
  return true;
}

/** A clone where the file system has them. */
export async function copyWithTimes(source: string, destination: string): Promise<void> {
  const { atime, mtime } = await lstat(source);
  await copyFile(source, destination, constants.COPYFILE_FICLONE);
  await utimes(destination, atime, mtime);
}

async function isOutput(path: string): Promise<boolean> {
  const name = basename(path);
  if (outputs.test(name)) return true;
  if (!compiled.test(name)) return false;
  const stem = join(dirname(path), name.replace(compiled, ""));
  const sources = [".ts", ".tsx", ".mts", ".cts", ".coffee", ".vue"].map((extension) =>
    lstat(stem + extension),
  );
  const found = await Promise.allSettled(sources);
  return found.some(({ status }) => status === "fulfilled");
}
