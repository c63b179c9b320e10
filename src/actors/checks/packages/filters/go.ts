import { realpath } from "node:fs/promises";
import { posix } from "node:path";
import { isWithin, ownerOf } from "../affected-packages.js";
import { type GoPackage, goPackages } from "../go-packages.js";
import type { FilterContext, PackageFilter } from "../package-filter.js";
import { placeIn } from "../run-tool.js";

/** By import, as `go list` tells it: also within one module. A module may read whatever is below it. */
export const go: PackageFilter = {
  command: /^go (?:test|vet)(?: |$)/,
  unless: /\s-(?:args|coverpkg|exec|C|modfile|overlay|fuzz|bench)(?:[ =]|$)/,
  async narrow(command, context) {
    const { words, folder } = command;
    const patterns = words.filter((word) => /^\.\.?\/(?:.*\/)?\.\.\.$/.test(word));
    const isPlain = words.slice(2).every((word) => word.startsWith("-") || patterns.includes(word));
    if (patterns.length === 0 || !isPlain) return undefined;
    const all = await goPackages(patterns, context.worktree, folder);
    const changed = all && changedPackages(all, context, await realpath(context.worktree));
    if (all === undefined || changed === undefined) return undefined;
    if (changed.size === 0) return isModule(folder, context) ? undefined : "untouched";
    const own = all.filter(({ isOwn }) => isOwn);
    const chosen = own.filter(
      ({ path, imports }) => changed.has(path) || [...imports].some((other) => changed.has(other)),
    );
    if (chosen.length === 0) return "untouched";
    const isTest = words[1] === "test";
    if (chosen.length === own.length || (isTest && !chosen.some(({ hasTests }) => hasTests)))
      return undefined;
    const kept = words.slice(2).filter((word) => !patterns.includes(word));
    return [[...words.slice(0, 2), ...kept, ...chosen.map(({ path }) => path).sort()]];
  },
};

function isModule(at = "", { packages }: FilterContext): boolean {
  return packages.some(
    ({ toolchain, folder, name }) => toolchain === "Go" && folder === at && name !== undefined,
  );
}

/** Nothing where a file's package cannot be told: a module's own file, or one that is read by nobody knows whom. */
function changedPackages(
  all: readonly GoPackage[],
  { packages, changedFiles }: FilterContext,
  root: string,
): ReadonlySet<string> | undefined {
  const changed = new Set<string>();
  const placed = all.map((each) => ({ ...each, folder: placeIn(root, each.folder) }));
  for (const file of changedFiles) {
    const folder = posix.dirname(file).replace(/^\.$/, "");
    const isManifest = /^go\.(?:mod|sum|work|work\.sum)$/.test(posix.basename(file));
    const owner = ownerOf(packages, file);
    const isRootFile = folder === "" && !file.endsWith(".go");
    const found = placed.find(
      (each) =>
        each.folder === folder ||
        isWithin(file, posix.join(each.folder, "testdata")) ||
        each.embeds.some((name) => posix.join(each.folder, name) === file),
    );
    if (isManifest || isRootFile) return undefined;
    if (found) changed.add(found.path);
    else if (owner === undefined || owner.folder === "" || owner.toolchain === "Go") return undefined;
  }
  return changed;
}
