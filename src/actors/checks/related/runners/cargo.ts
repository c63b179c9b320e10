import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { isWorthwhile, type RelatedRunner } from "../related-runner.js";
import { sourceFiles } from "../source-files.js";

/** The packages of changed files take the place of the whole workspace. */
export const cargo: RelatedRunner = {
  unless: /\s(?:-p|--package|--exclude|--manifest-path|-C)\b/,
  follows: /./,
  async select({ folder, words, changed, deleted }) {
    const manifests = await sourceFiles(folder, /^Cargo\.toml$/);
    if (!manifests) return [];
    const packages = new Map<string, string>();
    let isVirtual = true;
    for (const manifest of manifests) {
      const text = await readFile(join(folder, manifest), "utf8").catch(() => "");
      const name = /^\[package\][^[]*?^\s*name\s*=\s*["']([\w-]+)["']/ms.exec(text)?.[1];
      if (name !== undefined) packages.set(posix.dirname(manifest), name);
      if (name !== undefined && manifest === "Cargo.toml") isVirtual = false;
    }
    const whole = words.findIndex((word) => /^--(?:workspace|all)$/.test(word));
    if (whole < 0 && !isVirtual) return [];
    const owners = [...changed, ...deleted].map((file) => packageOf(posix.dirname(file), packages));
    const related = [...new Set(owners)].filter((name) => name !== undefined).sort();
    if (!isWorthwhile(related, packages.size)) return [];
    const selected = related.flatMap((name) => ["-p", name]);
    const rest = words.filter((_, at) => at !== whole);
    const end = rest.indexOf("--");
    const place = whole >= 0 ? whole : end >= 0 ? end : rest.length;
    return [[...rest.slice(0, place), ...selected, ...rest.slice(place)]];
  },
};

function packageOf(folder: string, packages: ReadonlyMap<string, string>): string | undefined {
  const name = packages.get(folder);
  if (name !== undefined || folder === ".") return name;
  return packageOf(posix.dirname(folder), packages);
}
