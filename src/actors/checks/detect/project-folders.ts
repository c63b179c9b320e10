import { readdir } from "node:fs/promises";
import { join, posix } from "node:path";
import { manifests } from "./ecosystems.js";
import { type Folder, folderAt, isOutput } from "./folder.js";

const mostFolders = 200;
const mostFound = 20;
const mostDepth = 2;

/** Folders that are no part of the product. */
const others =
  /^(?:examples?|samples?|demos?|fixtures?|tests?|__tests__|testdata|specs?|docs?|website|templates?|benchmarks?|e2e|deps|external|tools?|scripts|playground)$/i;

/** The folders one or two levels below the root that have a manifest, at most 20; those inside one of them come later. */
export async function projectFolders(worktree: string): Promise<Folder[]> {
  const found: Folder[] = [];
  const queue = [{ path: "", depth: 0 }];
  for (let seen = 0; seen < mostFolders && found.length < mostFound; seen += 1) {
    const at = queue.shift();
    if (at === undefined) break;
    const entries = await readdir(join(worktree, at.path), { withFileTypes: true }).catch(() => []);
    if (at.path !== "" && entries.some((entry) => entry.isFile() && manifests.test(entry.name)))
      found.push(folderAt(worktree, at.path));
    if (at.depth === mostDepth) continue;
    const folders = entries.filter(
      (entry) => entry.isDirectory() && !isOutput(entry.name) && !others.test(entry.name),
    );
    const names = folders.map(({ name }) => name).sort();
    queue.push(...names.map((name) => ({ path: posix.join(at.path, name), depth: at.depth + 1 })));
  }
  return found;
}
