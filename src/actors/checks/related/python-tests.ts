import { posix } from "node:path";
import { dependants, readImports } from "./import-graph.js";
import type { Selection } from "./related-runner.js";
import { sourceFiles } from "./source-files.js";

export interface PythonTests {
  all: string[];
  /** Those of them that import a changed or deleted module, and changed ones. */
  related: string[];
}

/**
 * The test files that lead to changed modules by the imports that are written in them. What a `conftest.py` or the
 * `__init__.py` of a package around a module brings is not followed: it would lead from everything to everything.
 */
export async function pythonTests({ folder, changed, deleted }: Selection): Promise<PythonTests | undefined> {
  const files = await sourceFiles(folder, /\.py$/);
  if (!files) return undefined;
  const known = new Set([...files, ...deleted]);
  const imports = await readImports(folder, files, (text, file) => importedFiles(text, file, known));
  const reached = dependants(imports, [...changed, ...deleted]);
  const all = files.filter((file) => /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/.test(file));
  return { all, related: all.filter((file) => reached.has(file)) };
}

function importedFiles(text: string, file: string, known: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  for (const { level, module, names } of importsIn(text)) {
    for (const root of level > 0 ? [ancestors(file)[level - 1] ?? ""] : rootsFor(file)) {
      const base = posix.join(root, ...module.split("."));
      const targets = names
        .map((name) => fileOf(posix.join(base, name), known) ?? fileOf(base, known))
        .filter((target) => target !== undefined);
      for (const target of targets) found.add(target);
      if (targets.length > 0) break;
    }
  }
  found.delete(file);
  return [...found];
}

interface ImportLine {
  /** How many dots it begins with. */
  level: number;
  module: string;
  /** What is taken from it; `.` for the module itself. */
  names: string[];
}

function importsIn(text: string): ImportLine[] {
  const from = [
    ...text.matchAll(/^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n;]*)/gm),
  ].map(([, dots = "", module = "", list = ""]) => ({ level: dots.length, module, names: namesIn(list) }));
  const whole = [...text.matchAll(/^[ \t]*import[ \t]+([\w. \t,]+)/gm)].flatMap(([, list = ""]) =>
    namesIn(list).map((module) => ({ level: 0, module, names: ["."] })),
  );
  return [...from, ...whole];
}

function namesIn(list: string): string[] {
  const plain = list.replace(/#.*/g, "").replace(/[()\\]/g, " ");
  return plain.split(",").flatMap((part) => /^\s*([\w.]+)/.exec(part)?.[1] ?? []);
}

/** The folder of a file and those above it, the nearest first; the last is the root. */
function ancestors(file: string): string[] {
  const folder = posix.dirname(file);
  return folder === "." ? [""] : [folder, ...ancestors(folder)];
}

function rootsFor(file: string): string[] {
  return ancestors(file).flatMap((folder) => [folder, posix.join(folder, "src"), posix.join(folder, "lib")]);
}

function fileOf(path: string, known: ReadonlySet<string>): string | undefined {
  return [`${path}.py`, posix.join(path, "__init__.py")].find((file) => known.has(file));
}
