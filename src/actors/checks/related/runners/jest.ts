import { javascriptFile, javascriptTests } from "../javascript-tests.js";
import { type OptionKinds, positionals } from "../positionals.js";
import type { RelatedRunner } from "../related-runner.js";

const options: OptionKinds = {
  valued:
    /^(?:-[ctw]|--(?:config|testNamePattern|maxWorkers|env|reporters|testTimeout|shard|seed|coverageDirectory|coverageProvider|outputFile|setupFilesAfterEnv|maxConcurrency|transform|workerThreads))$/,
  flags:
    /^(?:-[bi]|--(?:no-.*|bail|ci|coverage|runInBand|silent|verbose|passWithNoTests|forceExit|detectOpenHandles|watchAll|colors|noStackTrace|logHeapUsage|randomize|errorOnDeprecated|no-cache))$/,
};
const testFile = /(?:\.(?:test|spec)\.[cm]?[jt]sx?$)|(?:(?:^|\/)__tests__\/.*\.[cm]?[jt]sx?$)/;

export const jest: RelatedRunner = {
  unless:
    /--(?:findRelatedTests|onlyChanged|changedSince|onlyFailures|runTestsByPath|testPathPatterns?|listTests|rootDir|watch)\b|\s-[ofu]\b/,
  follows: javascriptFile,
  async select(selection) {
    const { words } = selection;
    const begin = words.findIndex((word) => /(?:^|\/)(?:jest(?:\.js)?|react-scripts)$/.test(word)) + 1;
    const after = words[begin] === "test" ? begin + 1 : begin;
    const tests = await javascriptTests(selection, (file) => testFile.test(file));
    if (!tests || begin === 0 || positionals(words, after, options)?.length !== 0) return [];
    const { all, related, starts } = tests;
    if (all.length < 2 || related.length * 2 > all.length || starts.length === 0) return [];
    return [[...words, "--passWithNoTests", "--coverage=false", "--findRelatedTests", ...starts]];
  },
};
