import { readdir } from "node:fs/promises";
import { join, posix } from "node:path";

const mostFiles = 10_000;
const skipped = /^(?:\..*|node_modules|site-packages|venv|__pycache__|target|vendor|coverage)$/;

/**
 * The files below a folder whose names match, relative to it with `/`, sorted; not those of dependencies and of hidden
 * folders. `undefined` where there are more than 10,000 of them: to read them would take longer than it saves.
 */
export async function sourceFiles(folder: string, name: RegExp): Promise<string[] | undefined> {
  const found: string[] = [];
  const folders = [""];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const entries = await readdir(join(folder, next), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = posix.join(next, entry.name);
      if (entry.isDirectory() && !skipped.test(entry.name)) folders.push(path);
      if (entry.isFile() && name.test(entry.name)) found.push(path);
    }
    if (found.length > mostFiles) return undefined;
  }
  return found.sort();
}
