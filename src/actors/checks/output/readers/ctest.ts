import type { FoundError } from "../../found-error.js";
import type { TestCase } from "../../results/test-report.js";
import { countsOfLines, type OutputReader, testCounts } from "../output-reader.js";

const ended = /^ *\d+\/\d+ Test +#\d+: (\S.*?) \.*(?:\.| )(\*{3}.*|[\w ]+\*{3}.*?| {2,}Passed) +[\d.]+ sec/;
const missing = /^\t +\d+ - .* \((?:Skipped|Not Run|Disabled)\)$/;

export const ctestReader: OutputReader = {
  tool: "ctest",
  errors: (lines) =>
    lines.flatMap((line, at): FoundError[] => {
      const [, test, how = "failed"] = /^\t *\d+ - (\S+) \((.+?)\)/.exec(line) ?? [];
      return test === undefined || missing.test(line) ? [] : [{ at, test, message: how }];
    }),
  counts: (lines) =>
    countsOfLines(lines, /^\d+% tests passed, (\d+) tests failed out of (\d+)$/, ([, failed, all], at) => {
      const below = lines.slice(at, at + 10_000);
      const skipped = below.filter((line) => missing.test(line) && !/\(Disabled\)$/.test(line)).length;
      const passed = Math.max(0, Number(all) - Number(failed) - skipped);
      return testCounts({ passed, failed: Number(failed), skipped });
    }) ?? countsOfLines(lines, /^No tests were found!!!$/, () => testCounts({})),
  tests: (lines) =>
    lines.flatMap((line): TestCase[] => {
      const [, name, how = ""] = ended.exec(line) ?? [];
      if (name === undefined) return [];
      const status = /Passed/.test(how) ? "passed" : /Skipped|Not Run/.test(how) ? "skipped" : "failed";
      return [{ name, status }];
    }),
};
