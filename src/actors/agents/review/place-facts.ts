import { readFile, stat } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { guardedKind } from "../../checks/weakenings/guarded-files.js";
import type { NamedPlace } from "./named-places.js";

/** Where a task's evidence can be. */
export interface TaskFiles {
  /** Absolute. */
  folder: string;
  /** Relative to it; `null` where the tree cannot tell. */
  changed: readonly string[] | null;
  /** By the task. */
  named: readonly string[];
}

/** Of a longer file the lines are not counted. */
const longestFile = 5_000_000;

/**
 * What is wrong with a place as evidence for a task; nothing where it exists and is in a file that the task changed or
 * names, or in a test. A file that the change deleted needs no line.
 */
export async function problemOfPlace(
  { path, line }: NamedPlace,
  files: TaskFiles,
): Promise<string | undefined> {
  const known = [...(files.changed ?? []), ...files.named];
  const candidates = pathsOf(path, known, files.folder);
  if (candidates.length === 0) return `${path} is outside of the project`;
  for (const file of candidates) {
    const stats = await stat(resolve(files.folder, file)).catch(() => undefined);
    if (!stats && files.changed?.includes(file)) return undefined;
    if (!stats) continue;
    if (!stats.isFile()) return `${file} is no file`;
    if (files.changed && !known.includes(file) && guardedKind(file) !== "test")
      return `${file} is neither changed by this task nor named by it, and is no test`;
    if (line === undefined) return `${file}: add the line, like ${file}:1`;
    if (stats.size > longestFile) return undefined;
    const lines = lineCount(await readFile(resolve(files.folder, file), "utf8").catch(() => ""));
    return line >= 1 && line <= lines ? undefined : `${file} has no line ${line}, its last is ${lines}`;
  }
  return `${path} does not exist`;
}

/** What a path can mean, relative to the folder: itself, as a diff or the repository's root writes it, or the end of one known file's path. */
function pathsOf(path: string, known: readonly string[], folder: string): string[] {
  const own = relative(folder, isAbsolute(path) ? path : resolve(folder, path))
    .split(sep)
    .join("/");
  const isInside = own !== "" && !own.startsWith("..") && !isAbsolute(own);
  const ending = known.filter((file) => file.endsWith(`/${own}`));
  const longer = known.filter((file) => {
    const before = own.endsWith(`/${file}`) ? own.slice(0, -file.length - 1) : "";
    return before === "a" || before === "b" || (before && folder.split(sep).join("/").endsWith(`/${before}`));
  });
  return [...(isInside ? [own] : []), ...longer, ...(new Set(ending).size === 1 ? ending.slice(0, 1) : [])];
}

function lineCount(text: string): number {
  return Math.max(1, text.split("\n").length - (text.endsWith("\n") ? 1 : 0));
}
