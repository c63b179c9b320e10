import { javascriptFile, javascriptTests } from "../javascript-tests.js";
import { namedFiles } from "../named-files.js";
import { type OptionKinds, positionals, without } from "../positionals.js";
import { isWorthwhile, type RelatedRunner } from "../related-runner.js";

const options: OptionKinds = {
  valued:
    /^(?:-[rC]|--(?:import|require|loader|experimental-loader|conditions|env-file|tsconfig|test-(?:reporter|reporter-destination|name-pattern|skip-pattern|concurrency|timeout|shard|isolation)))$/,
  flags:
    /^--(?:test|test-(?:only|force-exit|update-snapshots)|no-.*|enable-source-maps|experimental-(?:strip-types|transform-types|test-coverage|test-module-mocks|vm-modules|test-snapshots)|trace-.*|expose-gc)$/,
};
const code = /\.[cm]?[jt]sx?$/;
const byDefault = /(?:^|\/)(?:(?:.*[.\-_])?test|test-[^/]*)\.[cm]?[jt]s$|(?:^|\/)test\/.*\.[cm]?[jt]s$/;

/** Test files that lead to the changes by relative imports take the place of those that the command names. */
export const node: RelatedRunner = {
  unless: /--(?:watch|test-shard)\b/,
  follows: javascriptFile,
  async select(selection) {
    const { folder, words } = selection;
    const places = positionals(words, 1, options);
    const tests = places && (await javascriptTests(selection, (file) => code.test(file)));
    if (!tests) return [];
    const named = places.map((at) => words[at] ?? "");
    const all =
      named.length > 0
        ? await namedFiles(folder, named, tests.all)
        : tests.all.filter((file) => byDefault.test(file));
    const related = all?.filter((file) => tests.related.includes(file)) ?? [];
    if (!all || !isWorthwhile(related, all.length)) return [];
    return [
      [
        ...without(words, places).filter((word) => !/^--(?:experimental-)?test-coverage/.test(word)),
        ...related,
      ],
    ];
  },
};
