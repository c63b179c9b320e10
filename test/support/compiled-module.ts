import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/**
 * Compiles a module with all that it imports, unchecked, so that a child process can run it in plain Node.
 *
 * @param entry relative to the repository's root, as `src/actors/checks/run-check.ts`
 * @param folder an empty one, which the caller removes
 * @returns the absolute path of the compiled module; packages are those of the repository
 */
export async function compile(entry: string, folder: string): Promise<string> {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
    noCheck: true,
    rootDir: root,
    outDir: folder,
  };
  ts.createProgram([join(root, entry)], options).emit();
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  return join(folder, entry.replace(/\.ts$/, ".js"));
}

const root = fileURLToPath(new URL("../..", import.meta.url));
