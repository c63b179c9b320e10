import { posix } from "node:path";
import { resultFiles } from "../results/result-files.js";

/**
 * Those of the files that the words of a command name: paths, folders or globs. `undefined` where a word names none of
 * them.
 *
 * @param folder absolute, what the words and the files are relative to
 */
export async function namedFiles(
  folder: string,
  words: readonly string[],
  files: readonly string[],
): Promise<string[] | undefined> {
  const named = new Set<string>();
  for (const word of words) {
    const found = await filesOf(folder, word, files);
    if (found.length === 0) return undefined;
    for (const file of found) named.add(file);
  }
  return [...named].sort();
}

async function filesOf(folder: string, word: string, files: readonly string[]): Promise<string[]> {
  if (/[*?{[]/.test(word)) {
    const found = new Set(await resultFiles([word], folder).catch((): string[] => []));
    return files.filter((file) => found.has(posix.join(folder, file)));
  }
  const path = posix.normalize(word).replace(/\/$/, "");
  return path === "." ? [...files] : files.filter((file) => file === path || file.startsWith(`${path}/`));
}
