import { readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";

const maxFolders = 500;

/**
 * The folders of a workspace's packages, relative to the worktree and sorted: what `workspaces` in `package.json` and
 * `packages` in `pnpm-workspace.yaml` name. At most 500; `**` looks four folders deep.
 */
export async function workspaceFolders(worktree: string, folder: string): Promise<string[]> {
  const patterns = [...(await declaredIn(worktree, folder)), ...(await declaredForPnpm(worktree, folder))];
  const [excluded, included] = [
    patterns.filter(isExclusion),
    patterns.filter((pattern) => !isExclusion(pattern)),
  ];
  const found = new Set<string>();
  for (const pattern of included) {
    for (const name of await matching(
      worktree,
      folder,
      pattern.replace(/^\.\//, "").split("/").filter(Boolean),
      4,
    ))
      found.add(name);
  }
  const isOut = (name: string) =>
    excluded.some((pattern) => name.startsWith(pattern.slice(1).replace(/\/?\*.*$/, "")));
  return [...found]
    .filter((name) => !isOut(name))
    .sort()
    .slice(0, maxFolders);
}

function isExclusion(pattern: string): boolean {
  return pattern.startsWith("!");
}

async function declaredIn(worktree: string, folder: string): Promise<string[]> {
  try {
    const text = await readFile(join(worktree, folder, "package.json"), "utf8");
    const { workspaces } = JSON.parse(text.replace(/^\uFEFF/, "")) as {
      workspaces?: string[] | { packages?: string[] };
    };
    return Array.isArray(workspaces) ? workspaces : (workspaces?.packages ?? []);
  } catch {
    return [];
  }
}

async function declaredForPnpm(worktree: string, folder: string): Promise<string[]> {
  const text = await readFile(join(worktree, folder, "pnpm-workspace.yaml"), "utf8").catch(() => "");
  const list = /^packages:\s*\n((?:\s*-.*\n?|\s*#.*\n?|\s*\n)*)/m.exec(text)?.[1] ?? "";
  return [...list.matchAll(/^\s*-\s*["']?([^"'\s#]+)/gm)].map((match) => match[1] ?? "");
}

async function matching(
  worktree: string,
  folder: string,
  parts: readonly string[],
  depth: number,
): Promise<string[]> {
  const [part, ...rest] = parts;
  if (part === undefined) {
    const names = await readdir(join(worktree, folder)).catch((): string[] => []);
    return names.includes("package.json") ? [folder] : [];
  }
  if (!part.includes("*")) return matching(worktree, posix.join(folder, part), rest, depth);
  const entries = await readdir(join(worktree, folder), { withFileTypes: true }).catch(() => []);
  const pattern = new RegExp(`^${part.replace(/[.+?^$()|[\]\\{}]/g, "\\$&").replace(/\*+/g, ".*")}$`);
  const folders = entries.filter(
    (entry) => entry.isDirectory() && entry.name !== "node_modules" && pattern.test(entry.name),
  );
  const found = part === "**" ? await matching(worktree, folder, rest, depth) : [];
  for (const { name } of folders) {
    const next = posix.join(folder, name);
    found.push(
      ...(part === "**"
        ? depth > 0
          ? await matching(worktree, next, parts, depth - 1)
          : []
        : await matching(worktree, next, rest, depth)),
    );
  }
  return found;
}
