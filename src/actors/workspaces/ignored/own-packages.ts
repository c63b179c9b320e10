import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { PathMap } from "../path-map.js";
import { sideBySide } from "../side-by-side.js";

interface FoundPackages {
  /** The project's own, linked from a `node_modules`. */
  own: Set<string>;
  /** What installed packages depend on. */
  needed: Set<string>;
  /** An installed package has a link to one of the project's own beside it. */
  isReached: boolean;
}

/**
 * Whether links to the user's packages would do wrong: node resolves what a linked package needs from where it really
 * is, and so would find the user's own packages where an installed one needs them. Next.js refuses links that leave
 * the project.
 *
 * @param folders every `node_modules` of the project, absolute
 */
export async function needsOwnPackages(folders: readonly string[], paths: PathMap): Promise<boolean> {
  const found: FoundPackages = { own: new Set(), needed: new Set(), isReached: false };
  for (const folder of folders) {
    if (await isFolder(join(folder, "next"))) return true;
    await findOwn(folder, paths, found);
  }
  if (found.own.size === 0) return false;
  for (const folder of folders) await findNeeded(folder, paths, found);
  return found.isReached || [...found.own].some((name) => found.needed.has(name));
}

async function findOwn(folder: string, paths: PathMap, found: FoundPackages): Promise<void> {
  for (const { name, path, isLink } of await packagesIn(folder)) {
    if (isLink && (await leadsToSources(path, paths))) found.own.add(name);
  }
}

async function findNeeded(folder: string, paths: PathMap, found: FoundPackages): Promise<void> {
  await sideBySide(await packagesIn(folder), async ({ path, isLink }) => {
    if (isLink) return;
    for (const name of await dependenciesOf(path)) found.needed.add(name);
    await lookBeside(join(path, "node_modules"), paths, found);
  });
  for (const store of [".pnpm", ".store"]) {
    const versions = await readdir(join(folder, store)).catch((): string[] => []);
    await sideBySide(versions, async (version) => {
      const beside = version === "node_modules" ? version : join(version, "node_modules");
      await lookBeside(join(folder, store, beside), paths, found);
    });
  }
}

async function lookBeside(folder: string, paths: PathMap, found: FoundPackages): Promise<void> {
  for (const { path, isLink } of await packagesIn(folder)) {
    if (isLink && (await leadsToSources(path, paths))) found.isReached = true;
  }
  await findNeededBelow(folder, paths, found);
}

async function findNeededBelow(folder: string, paths: PathMap, found: FoundPackages): Promise<void> {
  if (await isFolder(folder)) await findNeeded(folder, paths, found);
}

async function packagesIn(folder: string): Promise<{ name: string; path: string; isLink: boolean }[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const lists = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) return [{ name: entry.name, path, isLink: true }];
    if (!entry.isDirectory() || entry.name.startsWith(".")) return [];
    if (!entry.name.startsWith("@")) return [{ name: entry.name, path, isLink: false }];
    const scoped = await packagesIn(path);
    return scoped.map(({ name, ...rest }) => ({ name: `${entry.name}/${name}`, ...rest }));
  });
  return (await Promise.all(lists)).flat();
}

async function leadsToSources(path: string, paths: PathMap): Promise<boolean> {
  const target = resolve(dirname(path), await readlink(path));
  return paths.toCopy(target) !== undefined && !/[\\/]node_modules[\\/]/.test(target);
}

async function dependenciesOf(path: string): Promise<string[]> {
  const text = await readFile(join(path, "package.json"), "utf8").catch(() => "{}");
  try {
    const manifest = JSON.parse(text) as Partial<Record<string, object>>;
    const lists = [manifest.dependencies, manifest.peerDependencies, manifest.optionalDependencies];
    return lists.flatMap((list) => Object.keys(list ?? {}));
  } catch {
    return [];
  }
}

function isFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
