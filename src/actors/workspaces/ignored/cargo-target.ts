import { lstat, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Bringing } from "./bring-file.js";
import { bringFolder, type FolderRules } from "./bring-folder.js";

/**
 * cargo writes its small files in place: as hard links, what the user built would pass for a build of the copy's
 * sources. Objects are replaced.
 */
const rules = { leavesOut: /^incremental$/, copiesUpTo: 65_536 };

export async function bringTarget(source: string, destination: string, bringing: Bringing): Promise<void> {
  await bringFolder(source, destination, bringing, rules);
}

/** Without it everything is compiled again: slower, and right. So it stays out where it would be all copies, or too large. */
export async function targetStaysOut(source: string, { paths, budget }: Bringing): Promise<boolean> {
  if ((await lstat(source)).dev !== (await lstat(dirname(paths.root))).dev) return true;
  const { bytes, files } = await measure(source, rules);
  return !budget.fits(bytes, files);
}

async function measure(folder: string, { leavesOut, copiesUpTo }: Required<FolderRules>) {
  const total = { bytes: 0, files: 0 };
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (leavesOut.test(entry.name)) continue;
    const path = join(folder, entry.name);
    total.files += 1;
    if (entry.isDirectory()) {
      const inner = await measure(path, { leavesOut, copiesUpTo });
      total.bytes += inner.bytes;
      total.files += inner.files;
    } else {
      const { size } = await lstat(path);
      total.bytes += size <= copiesUpTo ? size : 0;
    }
  }
  return total;
}
