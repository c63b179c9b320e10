import { posix } from "node:path";
import { type OptionKinds, positionals, without } from "../positionals.js";
import { isWorthwhile, type RelatedRunner } from "../related-runner.js";
import { sourceFiles } from "../source-files.js";

const options: OptionKinds = {
  valued:
    /^--?(?:run|skip|timeout|tags|p|parallel|count|cpu|covermode|coverpkg|coverprofile|shuffle|ldflags|gcflags|mod|vet)$/,
  flags: /^--?(?:v|race|short|cover|failfast|json|x|a|trimpath|msan|asan|fullpath)$/,
};

/** The packages of changed files take the place of `./...`. */
export const go: RelatedRunner = {
  unless: /^gotestsum|\s-(?:C|args|c|exec|fuzz|bench|list)\b/,
  follows: /./,
  async select({ folder, words, changed, deleted }) {
    const places = positionals(words, 2, options);
    if (places?.length !== 1 || words[places[0] ?? 0] !== "./...") return [];
    const files = await sourceFiles(folder, /\.go$|^go\.mod$/);
    if (!files) return [];
    const modules = files.filter((file) => /(?:^|\/)go\.mod$/.test(file)).map(posix.dirname);
    const isOfModule = (file: string) => !modules.some((module) => module !== "." && isBelow(file, module));
    const own = files.filter((file) => file.endsWith(".go") && isOfModule(file));
    const packages = new Set(own.map(posix.dirname));
    const tested = new Set(own.filter((file) => file.endsWith("_test.go")).map(posix.dirname));
    const owners = [...changed, ...deleted].filter(isOfModule).map((file) => packageOf(file, packages));
    const related = [...new Set(owners)].filter((name) => name !== undefined && tested.has(name));
    if (!isWorthwhile(related as string[], tested.size)) return [];
    const names = related.map((name) => (name === "." ? "." : `./${name}`)).sort();
    return [[...without(words, places), ...names]];
  },
};

/** A package owns the files below it, like embedded ones and test data, that are in no other package. */
function packageOf(file: string, packages: ReadonlySet<string>): string | undefined {
  const folder = posix.dirname(file);
  if (packages.has(folder)) return folder;
  return folder === "." ? undefined : packageOf(folder, packages);
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(`${folder}/`);
}
