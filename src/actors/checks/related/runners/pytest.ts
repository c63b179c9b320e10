import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { namedFiles } from "../named-files.js";
import { type OptionKinds, positionals, without } from "../positionals.js";
import { pythonTests } from "../python-tests.js";
import { isWorthwhile, type RelatedRunner } from "../related-runner.js";

const options: OptionKinds = {
  valued:
    /^(?:-[kmnpcoWr]|--(?:maxfail|tb|durations|cov|cov-report|cov-config|cov-fail-under|dist|timeout|import-mode|log-level|color|rootdir|confcutdir|numprocesses|junit-?xml|ds|reruns|basetemp))$/,
  flags:
    /^(?:-[vqxsl]+|-r\w+|--(?:no-.*|verbose|quiet|exitfirst|showlocals|strict|strict-markers|strict-config|disable-warnings|cov-branch|cov-append|sw|stepwise|ff|failed-first|nf|new-first|full-trace|reuse-db|create-db))$/,
};
const configurations = ["pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg"];

/** The test files that import what was changed take the place of the paths that the command names. */
export const pytest: RelatedRunner = {
  unless: /--(?:lf|last-failed|pyargs|collect-only|testmon|ignore|ignore-glob|deselect|doctest-\S*)\b/,
  follows: /\.py$/,
  async select(selection) {
    const { folder, words } = selection;
    const begin = words.findIndex((word) => /(?:^|\/)(?:pytest|py\.test)$/.test(word)) + 1;
    const places = begin === 0 ? undefined : positionals(words, begin, options);
    const texts = await Promise.all(
      configurations.map((name) => readFile(join(folder, name), "utf8").catch(() => "")),
    );
    const configuration = texts.join("\n");
    if (!places || /^\s*(?:python_files|norecursedirs)\b|--(?:ignore|deselect)\b/m.test(configuration))
      return [];
    const tests = await pythonTests(selection);
    if (!tests) return [];
    const named = places.length > 0 ? places.map((at) => words[at] ?? "") : testPaths(configuration);
    const all = await namedFiles(folder, named.length > 0 ? named : ["."], tests.all.filter(isCollected));
    const related = all?.filter((file) => tests.related.includes(file)) ?? [];
    if (!all || !isWorthwhile(related, all.length)) return [];
    const hasCoverage = /--cov\b/.test(`${configuration}\n${words.join(" ")}`);
    return [[...without(words, places), ...(hasCoverage ? ["--no-cov"] : []), ...related]];
  },
};

function testPaths(configuration: string): string[] {
  const [, list = ""] = /^\s*testpaths\s*=\s*(\[[^\]]*\]|.*(?:\n[ \t]+\S.*)*)/m.exec(configuration) ?? [];
  return list.replace(/#.*/g, "").match(/[\w./*-]+/g) ?? [];
}

/** Folders that pytest does not look into by itself. */
function isCollected(file: string): boolean {
  return !/(?:^|\/)(?:build|dist)\//.test(file);
}
