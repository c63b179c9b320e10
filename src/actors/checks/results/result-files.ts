import { readdir, stat } from "node:fs/promises";
import { isAbsolute, join, resolve, sep } from "node:path";
import { ResultsError } from "./result-reader.js";

const maxFiles = 5_000;
const maxFolders = 20_000;
const skipped = new Set(["node_modules", ".git"]);

/**
 * The files that the paths and globs (`*`, `**`, `?`, `{a,b}`) name, absolute and sorted. What is not there is left out.
 *
 * @param since milliseconds since the epoch: files that were last written before it are left out
 * @throws ResultsError for more than 5,000 files or 20,000 folders
 */
export async function resultFiles(
  patterns: readonly string[],
  worktree: string,
  since = 0,
): Promise<string[]> {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const path = isAbsolute(pattern) ? pattern : resolve(worktree, pattern);
    for (const file of /[*?{[]/.test(path) ? await matching(path) : [path]) {
      const info = await stat(file).catch(() => undefined);
      if (info?.isFile() && info.mtimeMs >= since) found.add(file);
      if (found.size > maxFiles)
        throw new ResultsError(`more than ${maxFiles} files of results in ${pattern}`);
    }
  }
  return [...found].sort();
}

async function matching(glob: string): Promise<string[]> {
  const parts = glob.split(/[\\/]/);
  const fixed = parts.slice(
    0,
    parts.findIndex((part) => /[*?{[]/.test(part)),
  );
  const pattern = globPattern(glob.replaceAll("\\", "/"));
  const isDeep = parts.includes("**");
  const files: string[] = [];
  let folders = [fixed.join(sep) || sep];
  for (let depth = fixed.length, seen = 0; folders.length > 0; depth += 1) {
    seen += folders.length;
    if (seen > maxFolders) throw new ResultsError(`more than ${maxFolders} folders to look for ${glob} in`);
    const next: string[] = [];
    for (const folder of folders) {
      for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
        const path = join(folder, entry.name);
        if (entry.isDirectory() && !skipped.has(entry.name) && (isDeep || depth + 1 < parts.length))
          next.push(path);
        if (!entry.isDirectory() && pattern.test(path.replaceAll("\\", "/"))) files.push(path);
      }
    }
    folders = next;
  }
  return files;
}

function globPattern(glob: string): RegExp {
  const pattern = glob.replace(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[.+^$()|[\]\\{}]/g, (part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    if (part === "*") return "[^/]*";
    if (part === "?") return "[^/]";
    if (part.startsWith("{") && part.endsWith("}")) {
      const choices = part.slice(1, -1).split(",");
      return `(?:${choices.map((choice) => globPattern(choice).source.slice(1, -1)).join("|")})`;
    }
    return `\\${part}`;
  });
  return new RegExp(`^${pattern}$`);
}
