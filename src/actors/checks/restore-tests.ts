import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { TestFile } from "../../contracts/acceptance-tests.js";

/**
 * Writes files whose content is another, or that are gone.
 *
 * @param folder absolute
 * @returns their paths
 */
export async function restoreTests(folder: string, files: readonly TestFile[]): Promise<string[]> {
  const restored: string[] = [];
  for (const { path, content } of files) {
    const place = join(folder, path);
    if ((await readFile(place, "utf8").catch(() => undefined)) === content) continue;
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, content);
    restored.push(path);
  }
  return restored;
}
