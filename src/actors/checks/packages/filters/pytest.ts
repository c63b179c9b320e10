import { posix } from "node:path";
import { folderAt } from "../../detect/folder.js";
import { isWithin } from "../affected-packages.js";
import type { PackageFilter } from "../package-filter.js";

const testFile = /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/;

/** Leaves the packages out that are not affected, so that tests beside the packages run as well. */
export const pytest: PackageFilter = {
  command: /^(?:pytest|py\.test|python[\d.]* -m pytest)(?: |$)/,
  unless: /\s(?:--pyargs|--)(?: |$)/,
  async narrow({ words, folder: at = "" }, { packages, affected, worktree }) {
    if (affected === "all") return undefined;
    const inside = packages
      .filter(({ toolchain, folder }) => toolchain === "Python" && isWithin(folder, at))
      .map(({ folder }) => folder);
    const touched = [...affected].filter((folder) => inside.includes(folder));
    const files = (await Promise.all(touched.map((folder) => folderAt(worktree, folder).files()))).flat();
    if (!files.some((file) => testFile.test(file))) return undefined;
    const ignored = inside.filter(
      (folder) => folder !== at && !touched.some((one) => isWithin(one, folder) || isWithin(folder, one)),
    );
    if (ignored.length === 0) return undefined;
    return [[...words, ...ignored.map((folder) => `--ignore=${posix.relative(at, folder)}`)]];
  },
};
