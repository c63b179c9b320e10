import { mochaErrors } from "../../test-errors.js";
import { type OutputReader, summedNumbers, testCounts } from "../output-reader.js";

export const mochaReader: OutputReader = {
  tool: "mocha",
  errors: mochaErrors,
  counts(lines) {
    const passed = summedNumbers(lines, /^ {2}(\d+) passing \(/);
    if (passed === undefined) return undefined;
    const failed = summedNumbers(lines, /^ {2}(\d+) failing$/) ?? 0;
    return testCounts({ passed, failed, skipped: summedNumbers(lines, /^ {2}(\d+) pending$/) ?? 0 });
  },
};
