/** A project of three packages: `core`, `app`, which depends on it, and `other`. The test of each says that it ran. */
export interface World {
  name: string;
  files: Record<string, string>;
  /** The folders of the packages. */
  folders: Record<PackageName, string>;
  /** Run once before. */
  prepare?: readonly string[];
  /** A file that no package but the root contains. */
  rootFile: string;
}

export type PackageName = "core" | "app" | "other";

export const packageNames: readonly PackageName[] = ["core", "app", "other"];

/** The variable that names the file to which each test appends its package's name. */
export const logVariable = "EXECUTED";

export const inPackages: World["folders"] = {
  core: "packages/core",
  app: "packages/app",
  other: "packages/other",
};

/** The files of all three packages. */
export function filesOfEach(files: (name: PackageName) => Record<string, string>): Record<string, string> {
  return Object.assign({}, ...packageNames.map(files)) as Record<string, string>;
}
