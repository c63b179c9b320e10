import type { TestCase } from "../../results/test-report.js";
import { pytestErrors } from "../../test-errors.js";
import { countsOfLines, numberOf, type OutputReader, summedNumbers, testCounts } from "../output-reader.js";

const closing = /^(?:=+ )?((?:\d+ [a-z]+(?:, )?)+|no tests ran) in [\d.]+s(?: \([\d:]+\))?(?: =+)?$/;

/** An expected failure proves nothing; an error in a fixture or a collection is no test that ran. */
export const pytestReader: OutputReader = {
  tool: "pytest",
  errors: pytestErrors,
  counts: (lines) =>
    countsOfLines(lines, closing, ([, text = ""]) =>
      testCounts({
        passed: numberOf(text, /passed/) + numberOf(text, /xpassed/),
        failed: numberOf(text, /failed/),
        skipped: numberOf(text, /skipped/) + numberOf(text, /xfailed/),
      }),
    ),
  total: (lines) =>
    summedNumbers(
      lines.flatMap((line) => {
        const text = closing.exec(line)?.[1];
        return text === undefined ? [] : [`${numberOf(text, /failed/) + numberOf(text, /errors?/)}`];
      }),
      /^(\d+)$/,
    ),
  tests: (lines) =>
    lines.flatMap((line): TestCase[] => {
      const [, file, name, result = ""] =
        /^(\S+\.py)::(\S.*?) (PASSED|FAILED|SKIPPED|XFAIL|XPASS)\b(?: \(.*\))? *(?:\[ *\d+%\])?$/.exec(
          line,
        ) ?? [];
      if (name === undefined) return [];
      const status = /PASS/.test(result) ? "passed" : result === "FAILED" ? "failed" : "skipped";
      return [{ file, name, status }];
    }),
};
