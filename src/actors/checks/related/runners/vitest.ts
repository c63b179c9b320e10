import { javascriptFile, javascriptTests } from "../javascript-tests.js";
import { type OptionKinds, positionals } from "../positionals.js";
import { isWorthwhile, type RelatedRunner } from "../related-runner.js";

const options: OptionKinds = {
  valued:
    /^(?:-[ct]|--(?:config|testNamePattern|project|reporter|pool|environment|exclude|m(?:ax|in)Workers|shard|mode|outputFile|testTimeout|hookTimeout|retry|bail|sequence\.seed|coverage\.(?:provider|reporter|include|exclude|reportsDirectory)))$/,
  flags:
    /^--(?:run|no-.*|coverage|coverage\.enabled|silent|globals|dom|passWithNoTests|allowOnly|typecheck|isolate|logHeapUsage|hideSkippedTests|sequence\.shuffle)$/,
};
const testFile = /\.(?:test|spec)\.[cm]?[jt]sx?$/;
const coverageOff = "--coverage.enabled=false";

/**
 * `vitest related` resolves imports as the tests do, but it is a command of its own. Where a script cannot have it, the
 * test files that lead to the changes by relative imports are added to `vitest run`.
 */
export const vitest: RelatedRunner = {
  unless:
    /--(?:root|dir|changed|standalone|watch|ui|typecheck\.only)\b|\s-[wr]\b|\bvitest (?:watch|dev|related|typecheck)\b/,
  follows: javascriptFile,
  async select(selection) {
    const { words } = selection;
    const begin = words.findIndex((word) => /(?:^|\/)vitest(?:\.m?js)?$/.test(word)) + 1;
    const after = words[begin] === "run" ? begin + 1 : begin;
    const tests = await javascriptTests(selection, (file) => testFile.test(file));
    if (!tests || begin === 0 || positionals(words, after, options)?.length !== 0) return [];
    const { all, related, starts } = tests;
    if (all.length < 2 || related.length * 2 > all.length || starts.length === 0) return [];
    const rest = words.slice(after).filter((word) => !/^--(?:run$|coverage(?:=|$|\.enabled))/.test(word));
    const own = [...words.slice(0, begin), "related", "--run", coverageOff, ...starts, ...rest];
    const isCoverageSet = words.some((word) => word.startsWith("--coverage.enabled"));
    const named = [...words, ...(isCoverageSet ? [] : [coverageOff]), ...related];
    return isWorthwhile(related, all.length) ? [own, named] : [own];
  },
};
