import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Check } from "../../contracts/check.js";

const manifests = ["package.json", "pyproject.toml", "Cargo.toml", "go.mod", "Makefile"];
const ignored = new Set([
  "node_modules",
  ".git",
  "dist",
  "build",
  "target",
  ".venv",
  "__pycache__",
  ".opencode",
]);
const treeLimit = 200;
const manifestLimit = 3000;

/** What the planner is told of the project: its checks, its files and its manifest, shortened. */
export async function projectFacts(
  folder: string,
  checks: readonly Pick<Check, "name" | "command">[],
): Promise<string> {
  const files = await listFiles(folder);
  const shown = files.slice(0, treeLimit);
  const more = files.length > treeLimit ? [`… and more`] : [];
  const texts = await Promise.all(
    manifests.map(async (name) => {
      const text = await readFile(join(folder, name), "utf8").catch(() => undefined);
      return text === undefined ? [] : [`${name}:\n${text.slice(0, manifestLimit)}`];
    }),
  );
  const ran = checks.map(({ name, command }) => `${name} (\`${command}\`)`).join(", ");
  return [
    `Checks that run by themselves: ${ran || "none"}`,
    ["Files:", ...shown, ...more].join("\n"),
    ...texts.flat(),
  ].join("\n\n");
}

async function listFiles(root: string): Promise<string[]> {
  const files: string[] = [];
  const folders = [""];
  for (
    let folder = folders.shift();
    folder !== undefined && files.length <= treeLimit;
    folder = folders.shift()
  ) {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory() && !ignored.has(entry.name)) folders.push(path);
      if (entry.isFile()) files.push(path);
    }
  }
  return files;
}
