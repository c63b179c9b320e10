import { vitestErrors } from "../../test-errors.js";
import { countsOfLines, numberOf, type OutputReader, summedNumbers, testCounts } from "../output-reader.js";

export const vitestReader: OutputReader = {
  tool: "vitest",
  errors: vitestErrors,
  counts: (lines) =>
    countsOfLines(lines, /^ {6}Tests {2}(.+)$/, ([, text = ""]) =>
      testCounts({
        passed: numberOf(text, /passed/),
        failed: numberOf(text, /failed/),
        skipped: numberOf(text, /skipped/) + numberOf(text, /todo/),
      }),
    ),
  total(lines) {
    const listed = summedNumbers(lines, /^⎯+ Failed (?:Suites|Tests) (\d+) ⎯+$/);
    const unhandled = summedNumbers(lines, /^ {5}Errors {2}(\d+) errors?$/);
    return listed === undefined && unhandled === undefined ? undefined : (listed ?? 0) + (unhandled ?? 0);
  },
  tests: (lines) =>
    lines.flatMap((line) => {
      const [, mark, file, name] =
        /^ ([✓×↓]) (?:\|[^|]+\| )?(\S.*?\.\w+) > (.+?)(?: \d+ms)?$/.exec(line) ?? [];
      if (name === undefined) return [];
      return [{ file, name, status: mark === "✓" ? "passed" : mark === "×" ? "failed" : "skipped" }];
    }),
};
