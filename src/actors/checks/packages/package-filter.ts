import type { ScriptCommand } from "../script/read-script.js";
import type { ProjectPackage } from "./project-packages.js";

export interface FilterContext {
  packages: readonly ProjectPackage[];
  /** Folders of packages, or all. */
  affected: ReadonlySet<string> | "all";
  /** Relative to the worktree with `/`. */
  changedFiles: readonly string[];
  /** Absolute. */
  worktree: string;
}

/**
 * The words of the commands that do the same for the affected packages only, one after the other; `untouched` where
 * none of its packages is affected. Nothing where it cannot be told, or all of them are.
 */
export type Narrowing = string[][] | "untouched" | undefined;

/** How one tool is told which packages to run for. */
export interface PackageFilter {
  /** How its command begins, its words joined by blanks. */
  command: RegExp;
  /** Words of a command that chooses packages itself, or that must not be chosen for. */
  unless?: RegExp;
  narrow(command: ScriptCommand, context: FilterContext): Promise<Narrowing>;
}
