import { access, readdir } from "node:fs/promises";
import { join, posix } from "node:path";

export interface FolderPatterns {
  include: readonly string[];
  /** A folder below one that matches is left out as well. */
  exclude?: readonly string[];
  /** The file that makes a folder a package. */
  manifest: string;
}

const mostFound = 500;
const mostDepth = 4;

/**
 * The folders below `base` that workspace patterns like `packages/*` name, relative to the worktree and sorted. At most
 * 500; `**` looks four folders deep. Outside of the worktree nothing is looked at.
 */
export async function matchingFolders(
  worktree: string,
  base: string,
  { include, exclude = [], manifest }: FolderPatterns,
): Promise<string[]> {
  const found = new Set<string>();
  const walk = async (folder: string, parts: readonly string[], depth: number): Promise<void> => {
    const [part, ...rest] = parts;
    if (found.size >= mostFound || folder.startsWith("..")) return;
    if (part === undefined) {
      if (await exists(join(worktree, folder, manifest))) found.add(folder === "." ? "" : folder);
      return;
    }
    if (!/[*?]/.test(part)) return walk(posix.join(folder, part), rest, depth);
    if (part === "**") await walk(folder, rest, depth);
    if (part === "**" && depth === 0) return;
    const pattern = expression(part);
    for (const name of await foldersIn(join(worktree, folder))) {
      const next = posix.join(folder, name);
      if (part === "**") await walk(next, parts, depth - 1);
      else if (pattern.test(name)) await walk(next, rest, depth);
    }
  };
  for (const pattern of include.flatMap(expanded))
    await walk(base, pattern.split("/").filter(Boolean), mostDepth);
  const excluded = exclude.flatMap(expanded).map((pattern) => expression(plain(pattern)));
  const isOut = (folder: string) =>
    parents(posix.relative(base, folder)).some((path) =>
      excluded.some((pattern) => pattern.test(path) || pattern.test(`${path}/${manifest}`)),
    );
  return [...found].filter((folder) => !isOut(folder)).sort();
}

/** `{a,b}/*` is `a/*` and `b/*`. */
function expanded(pattern: string): string[] {
  const [group, inner = ""] = /\{([^{}]*)\}/.exec(pattern) ?? [];
  if (group === undefined) return [pattern];
  return inner.split(",").flatMap((choice) => expanded(pattern.replace(group, choice)));
}

function plain(pattern: string): string {
  return pattern.replace(/^\.?\//, "").replace(/\/$/, "");
}

function expression(pattern: string): RegExp {
  const text = pattern
    .replace(/[.+^$()|[\]\\{}]/g, "\\$&")
    .replace(/\*\*\/|\*\*|\*|\?/g, (star) => wildcards[star] ?? star);
  return new RegExp(`^${text}$`);
}

const wildcards: Readonly<Record<string, string>> = {
  "**/": "(?:.*/)?",
  "**": ".*",
  "*": "[^/]*",
  "?": "[^/]",
};

/** `a/b` and `a`. */
function parents(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}

async function foldersIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !/^(?:node_modules$|\.)/.test(entry.name))
    .map(({ name }) => name);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
