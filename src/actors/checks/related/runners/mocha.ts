import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { javascriptFile, javascriptTests } from "../javascript-tests.js";
import { namedFiles } from "../named-files.js";
import { type OptionKinds, positionals, without } from "../positionals.js";
import { isWorthwhile, type RelatedRunner } from "../related-runner.js";

const options: OptionKinds = {
  valued:
    /^(?:-[rRtugfjs]|--(?:require|reporter|reporter-options?|timeout|ui|grep|fgrep|jobs|slow|config|package|extension|ignore|exclude|import|loader|node-option|retries))$/,
  flags:
    /^(?:-[bcCAn]|--(?:no-.*|recursive|bail|exit|colors?|check-leaks|parallel|forbid-only|forbid-pending|full-trace|sort|inline-diffs|diff|allow-uncaught|enable-source-maps))$/,
};
const code = /\.[cm]?[jt]sx?$/;

/** Test files that lead to the changes by relative imports take the place of those that the command names. */
export const mocha: RelatedRunner = {
  unless: /--(?:watch|file|spec|config|package)\b|\s-w\b/,
  follows: javascriptFile,
  async select(selection) {
    const { folder, words } = selection;
    const begin = words.findIndex((word) => /(?:^|\/)_?mocha(?:\.[cm]?js)?$/.test(word)) + 1;
    const places = begin === 0 ? undefined : positionals(words, begin, options);
    if (!places || (await isConfigured(folder))) return [];
    const tests = await javascriptTests(selection, (file) => code.test(file));
    if (!tests) return [];
    const named = places.map((at) => words[at] ?? "");
    const isDeep = words.includes("--recursive");
    const found = await namedFiles(folder, named.length > 0 ? named : ["test"], tests.all);
    const all = found?.filter(
      (file) => isDeep || named.some((name) => isNamed(file, name)) || /^test\/[^/]+$/.test(file),
    );
    const related = all?.filter((file) => tests.related.includes(file)) ?? [];
    return all && isWorthwhile(related, all.length) ? [[...without(words, places), ...related]] : [];
  },
};

/** Mocha adds the files of its configuration to those of its command. */
async function isConfigured(folder: string): Promise<boolean> {
  const names = (await readdir(folder).catch((): string[] => [])).filter((name) =>
    name.startsWith(".mocharc."),
  );
  for (const name of ["package.json", ...names]) {
    const text = await readFile(join(folder, name), "utf8").catch(() => "");
    if (
      name === "package.json"
        ? /"mocha"\s*:\s*\{[^}]*"(?:spec|file)"/.test(text)
        : /\b(?:spec|file|extends)\b/.test(text)
    )
      return true;
  }
  return false;
}

/** A folder names the files in it, and those below only with `--recursive`. */
function isNamed(file: string, name: string): boolean {
  if (/[*?{[]/.test(name)) return true;
  const path = name.replace(/^\.\//, "").replace(/\/$/, "");
  return file === path || (file.startsWith(`${path}/`) && !file.slice(path.length + 1).includes("/"));
}
