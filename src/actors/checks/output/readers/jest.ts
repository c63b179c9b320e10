import { jestErrors } from "../../test-errors.js";
import { countsOfLines, numberOf, type OutputReader, testCounts } from "../output-reader.js";
import { type TestTree, treeTests } from "../tree-tests.js";

const heading = /^ ?(?:PASS|FAIL) (?:.* )?(\S+\.\w+)(?: \([^()]+\))?$/;
const tree: TestTree = {
  suite: /^((?: {2})+)(?![✓✕○✎])(\S.*)$/,
  test: /^((?: {2})+)([✓✕○✎]) (?:skipped |todo )?(.+?)(?: \([\d.]+ m?s\))?$/,
  status: (mark) => (mark === "✓" ? "passed" : mark === "✕" ? "failed" : "skipped"),
};
const closing = /^Tests: +((?:\d+ [a-z]+, )*\d+ total)$/;

export const jestReader: OutputReader = {
  tool: "jest",
  errors: jestErrors,
  counts: (lines) => countsOfLines(lines, closing, ([, text = ""]) => jestCounts(text)),
  /** Only with `--verbose`, or of a single file. */
  tests(lines) {
    const starts = lines.flatMap((line, at) => (heading.test(line) ? [at] : []));
    return starts.flatMap((from, index) => {
      const end = lines.findIndex((line, at) => at > from && /^(?: {2}● |Test Suites: )/.test(line));
      const block = lines.slice(
        from + 1,
        Math.min(starts[index + 1] ?? lines.length, end < 0 ? lines.length : end),
      );
      const file = heading.exec(lines[from] ?? "")?.[1]?.replace(/^\.\//, "");
      return treeTests(block, tree).map((test) => ({ file, ...test }));
    });
  },
  total(lines) {
    const counts = this.counts?.(lines);
    const suites = lines.filter((line) => line === "  ● Test suite failed to run").length;
    return counts === undefined ? undefined : (counts.failed ?? 0) + suites;
  },
};

function jestCounts(text: string) {
  return testCounts({
    passed: numberOf(text, /passed/),
    failed: numberOf(text, /failed/),
    skipped: numberOf(text, /skipped/) + numberOf(text, /todo/),
  });
}
