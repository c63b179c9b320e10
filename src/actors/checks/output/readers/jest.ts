import { jestErrors } from "../../test-errors.js";
import { countsOfLines, numberOf, type OutputReader, testCounts } from "../output-reader.js";

const closing = /^Tests: +((?:\d+ [a-z]+, )*\d+ total)$/;

export const jestReader: OutputReader = {
  tool: "jest",
  errors: jestErrors,
  counts: (lines) => countsOfLines(lines, closing, ([, text = ""]) => jestCounts(text)),
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
