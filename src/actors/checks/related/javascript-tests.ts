import { posix } from "node:path";
import { dependants, type Imports, readImports } from "./import-graph.js";
import type { Selection } from "./related-runner.js";
import { sourceFiles } from "./source-files.js";

export const javascriptFile = /\.(?:[cm]?[jt]sx?|json|vue|svelte|astro)$/;
const code = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;
const declaration = /\.d\.[cm]?ts$/;
const endings = [".js", ".ts", ".tsx", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".json", ".vue", ".svelte"];

export interface JavaScriptTests {
  all: string[];
  /** Those of them that import a changed or deleted file, and changed ones. */
  related: string[];
  /** The changed files, and those that import a deleted one: what a runner that knows imports can be told. */
  starts: string[];
}

/** The test files that lead to changed files by relative imports; `undefined` where there are too many files. */
export async function javascriptTests(
  { folder, changed, deleted }: Selection,
  isTest: (file: string) => boolean,
): Promise<JavaScriptTests | undefined> {
  const files = await sourceFiles(folder, code);
  if (!files) return undefined;
  const sources = files.filter((file) => !declaration.test(file));
  const known = new Set([...files, ...changed, ...deleted]);
  const imports = await readImports(folder, sources, (text, file) => importedFiles(text, file, known));
  const reached = dependants(imports, [...changed, ...deleted]);
  const all = sources.filter(isTest);
  const starts = [...new Set([...changed, ...importersOf(imports, deleted)])].sort();
  return { all, related: all.filter((file) => reached.has(file)), starts };
}

function importersOf(imports: Imports, files: readonly string[]): string[] {
  return [...imports]
    .filter(([, imported]) => imported.some((file) => files.includes(file)))
    .map(([importer]) => importer);
}

/** Every relative path in quotes that names a file: imports, `require`, mocks, workers and URLs alike. */
function importedFiles(text: string, file: string, known: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  for (const [, path = ""] of text.matchAll(/["'`](\.{1,2}(?:\/[^"'`\n?#$]*)?)["'`?#]/g)) {
    const base = posix.join(posix.dirname(file), path).replace(/\/$/, "");
    const target = candidates(base).find((candidate) => known.has(candidate));
    if (target !== undefined && target !== file) found.add(target);
  }
  return [...found];
}

function candidates(base: string): string[] {
  const written = /\.([cm]?)jsx?$/.exec(base);
  const stem = written ? base.slice(0, written.index) : base;
  const sources = written ? [`${stem}.${written[1]}ts`, `${stem}.tsx`] : [];
  return [
    base,
    ...sources,
    ...endings.map((ending) => base + ending),
    ...endings.map((ending) => posix.join(base, `index${ending}`)),
  ];
}
