import { readlink, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { type GitOptions, gitList } from "../checkpoints/git.js";
import { refusal } from "./budget.js";
import { isThere } from "./is-there.js";
import { isInside, type PathMap } from "./path-map.js";

/**
 * A link of the tree is brought in as it is. One that leads out of the copy to something that exists for the user
 * would be missing there, or be the present files.
 *
 * @throws ActorError of `checks` that names the first one
 */
export async function refuseTrackedLinks(tree: string, copy: GitOptions, paths: PathMap): Promise<void> {
  const lines = await gitList(["ls-tree", "-r", "-z", "--full-tree", tree], copy);
  const links = lines
    .filter((line) => line.startsWith("120000 "))
    .map((line) => line.slice(line.indexOf("\t") + 1));
  for (const link of links) {
    const written = await readlink(join(paths.root, link));
    const target = resolve(dirname(join(paths.top, link)), written);
    if (isAbsolute(written)) {
      const real = await realpath(target).catch(() => target);
      if (paths.toCopy(target) === undefined && paths.toCopy(real) === undefined) continue;
      throw refusal(`The link ${link} leads to ${target} by its absolute path. Make it a relative link`);
    }
    if (isInside(paths.top, target) || !(await isThere(target))) continue;
    throw refusal(`The link ${link} leads out of the repository, to ${target}`);
  }
}
