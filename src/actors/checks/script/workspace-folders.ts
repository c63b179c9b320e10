import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { matchingFolders } from "../packages/matching-folders.js";

/**
 * The folders of a workspace's packages, relative to the worktree and sorted: what `workspaces` in `package.json`,
 * `packages` in `pnpm-workspace.yaml` and, without these, `packages` in `lerna.json` name. At most 500; `**` looks four
 * folders deep.
 */
export async function workspaceFolders(worktree: string, folder: string): Promise<string[]> {
  const read = (name: string) => readFile(join(worktree, folder, name), "utf8").catch(() => "");
  const own = [...declaredIn(await read("package.json")), ...forPnpm(await read("pnpm-workspace.yaml"))];
  const patterns = own.length > 0 ? own : forLerna(await read("lerna.json"));
  const exclude = patterns.filter(isExclusion).map((pattern) => pattern.slice(1));
  const include = patterns.filter((pattern) => !isExclusion(pattern));
  return matchingFolders(worktree, folder, { include, exclude, manifest: "package.json" });
}

function isExclusion(pattern: string): boolean {
  return pattern.startsWith("!");
}

function declaredIn(text: string): string[] {
  const { workspaces } = jsonOf(text);
  const { packages } = typeof workspaces === "object" && workspaces !== null ? (workspaces as Json) : {};
  return textsIn(Array.isArray(workspaces) ? workspaces : packages);
}

function forLerna(text: string): string[] {
  return textsIn(jsonOf(text).packages);
}

function forPnpm(text: string): string[] {
  const list = /^packages:\s*\n((?:\s*-.*\n?|\s*#.*\n?|\s*\n)*)/m.exec(text)?.[1] ?? "";
  const flow = /^packages:\s*\[([^\]]*)\]/m.exec(text)?.[1] ?? "";
  const entries = [...list.matchAll(/^\s*-\s*["']?([^"'\s#]+)/gm)].map(([, entry = ""]) => entry);
  return [...entries, ...flow.split(",").map((entry) => entry.trim().replace(/^["']|["']$/g, ""))].filter(
    Boolean,
  );
}

type Json = Readonly<Record<string, unknown>>;

function jsonOf(text: string): Json {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return typeof value === "object" && value !== null ? (value as Json) : {};
  } catch {
    return {};
  }
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}
