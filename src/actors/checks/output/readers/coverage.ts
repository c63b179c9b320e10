import type { OutputReader } from "../output-reader.js";

const missed =
  /^(?:Jest: .*coverage threshold for .* not met.*|ERROR: Coverage for .* does not meet .*threshold.*|(?:FAIL )?(?:ERROR: )?Required test coverage of .* not reached.*|(?:ERROR: )?Coverage failure: total of .*|(?:Line|Branch) coverage \(.*\) is below the expected minimum.*)$/;

/** A threshold that is missed fails a run in which every test passed. */
export const coverageReader: OutputReader = {
  tool: "coverage",
  errors: (lines) => lines.flatMap((line, at) => (missed.test(line) ? [{ at, message: line }] : [])),
};
