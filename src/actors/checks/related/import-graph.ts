import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The files that each file names, by the file that names them. */
export type Imports = ReadonlyMap<string, readonly string[]>;

const atOnce = 50;

/** Reads the imports of files. @param importsIn the files that a text names */
export async function readImports(
  folder: string,
  files: readonly string[],
  importsIn: (text: string, file: string) => string[],
): Promise<Imports> {
  const imports = new Map<string, string[]>();
  for (let at = 0; at < files.length; at += atOnce) {
    const read = files.slice(at, at + atOnce).map(async (file) => {
      const text = await readFile(join(folder, file), "utf8").catch(() => "");
      imports.set(file, importsIn(text, file));
    });
    await Promise.all(read);
  }
  return imports;
}

/** The files themselves and all that import them, directly or through others. */
export function dependants(imports: Imports, files: readonly string[]): Set<string> {
  const importers = new Map<string, string[]>();
  for (const [importer, imported] of imports)
    for (const file of imported) importers.set(file, [...(importers.get(file) ?? []), importer]);
  const found = new Set(files);
  for (const file of found) for (const importer of importers.get(file) ?? []) found.add(importer);
  return found;
}
