import { readlink, realpath, symlink } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { refusal } from "./budget.js";

/** From the user's repository to its copy. */
export interface PathMap {
  /** The repository's root, without links. */
  top: string;
  /** The copy's root. */
  root: string;
  /** Where an absolute path inside the repository is in the copy; `undefined` for one that is outside. */
  toCopy(path: string): string | undefined;
  /** The text with the copy's path wherever it names the repository's. */
  rewrite(text: string): string;
  /**
   * Makes a symbolic link again: what led into the repository leads into the copy.
   *
   * @throws ActorError of `checks` when it leads into the repository from outside
   */
  placeLink(source: string, destination: string): Promise<void>;
}

/** @param spellings other absolute paths of `top`, through links */
export function createPathMap(top: string, spellings: readonly string[], root: string): PathMap {
  const all = [...new Set([top, ...spellings])].sort((one, other) => other.length - one.length);
  const pattern = new RegExp(`(?<![\\w.-])(?:${all.map(escaped).join("|")})(?![\\w.-])`, "g");
  const toCopy = (path: string) => {
    const spelling = all.find((folder) => isInside(folder, path));
    return spelling === undefined ? undefined : join(root, relative(spelling, path));
  };
  return {
    top,
    root,
    toCopy,
    rewrite: (text) => text.replace(pattern, () => root),
    async placeLink(source, destination) {
      const target = resolve(dirname(source), await readlink(source));
      const inCopy = toCopy(target);
      if (inCopy !== undefined) return symlink(relative(dirname(destination), inCopy) || ".", destination);
      const real = await realpath(target).catch(() => target);
      if (toCopy(real) !== undefined) {
        throw refusal(
          `${source} is a link that leads back into the project through ${target}, so a check would read the present files. Let it lead there directly`,
        );
      }
      await symlink(target, destination);
    },
  };
}

/** Whether `path` is `folder` or below it; both absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
