import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { packageName, packageRoot } from "../package.js";

/** The project, at a folder or above it, that has this copy of the package among its modules. */
export function findHost(folder: string): string | undefined {
  if (real(join(folder, "node_modules", packageName)) === real(packageRoot)) return folder;
  return dirname(folder) === folder ? undefined : findHost(dirname(folder));
}

/**
 * Whether a project wants the package itself. While npm installs it for the first time, no file says so yet; then
 * it is wanted by the project where no other package wants it.
 */
export function isDirectDependency(project: string): boolean {
  if (wants(project)) return true;
  const dependents = packagesIn(project).filter(wants);
  return dependents.length === 0 || dependents.some(isWorkspace);
}

/** A package of the project's own, which npm links among its modules. */
function isWorkspace(folder: string): boolean {
  return !real(folder)?.split(sep).includes("node_modules");
}

/** All packages among the modules of a folder, and among theirs. */
function packagesIn(folder: string): string[] {
  const modules = join(folder, "node_modules");
  const names = namesIn(modules).flatMap((name) =>
    name.startsWith("@") ? namesIn(join(modules, name)).map((inner) => join(name, inner)) : [name],
  );
  return names.flatMap((name) => {
    const found = join(modules, name);
    return isWorkspace(found) ? [found] : [found, ...packagesIn(found)];
  });
}

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => !name.startsWith("."));
}

const kinds = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] as const;

/** A dependency's own development needs are not installed with it. */
function wants(folder: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
    return kinds.some((kind) => manifest[kind]?.[packageName] !== undefined);
  } catch {
    return false;
  }
}

type Manifest = Partial<Record<(typeof kinds)[number], Record<string, string>>>;

function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
