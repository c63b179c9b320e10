import { mochaErrors } from "../../test-errors.js";
import { type OutputReader, summedNumbers, testCounts } from "../output-reader.js";
import { treeTests } from "../tree-tests.js";

export const mochaReader: OutputReader = {
  tool: "mocha",
  errors: mochaErrors,
  counts(lines) {
    const passed = summedNumbers(lines, /^ {2}(\d+) passing \(/);
    if (passed === undefined) return undefined;
    const failed = summedNumbers(lines, /^ {2}(\d+) failing$/) ?? 0;
    return testCounts({ passed, failed, skipped: summedNumbers(lines, /^ {2}(\d+) pending$/) ?? 0 });
  },
  tests(lines) {
    const end = lines.findIndex((line) => /^ {2}\d+ passing \(/.test(line));
    return treeTests(lines.slice(0, Math.max(0, end)), {
      suite: /^((?: {2})+)(?![✔✓-]|\d+\) )(\S.*)$/,
      test: /^((?: {2})+)([✔✓-]|\d+\)) (.+?)(?: \(\d+ms\))?$/,
      status: (mark) => (mark === "-" ? "skipped" : /\d/.test(mark) ? "failed" : "passed"),
    });
  },
};
