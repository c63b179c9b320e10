import { biomeErrors, eslintErrors, oneLineErrors, rustErrors } from "../../compiler-errors.js";
import type { FoundError } from "../../found-error.js";
import { type OutputReader, summedNumbers } from "../output-reader.js";

/** tsc, `go build`, and linters with a line for each error. */
export const oneLineReader: OutputReader = {
  tool: "a compiler",
  errors: oneLineErrors,
};

export const rustReader: OutputReader = {
  tool: "rustc",
  errors: rustErrors,
  total: (lines) =>
    summedNumbers(lines, /^error: could not compile `.*` \(.*\) due to (\d+) previous errors?/),
};

export const eslintReader: OutputReader = {
  tool: "eslint",
  errors: eslintErrors,
  total: (lines) => summedNumbers(lines, /^✖ \d+ problems? \((\d+) errors?, \d+ warnings?\)$/),
};

export const biomeReader: OutputReader = {
  tool: "biome",
  errors: biomeErrors,
};

/** ruff's long form: the rule and message, the place below it. */
export const ruffReader: OutputReader = {
  tool: "ruff",
  errors: (lines) =>
    lines.flatMap((line, at): FoundError[] => {
      const [, code, message = ""] =
        /^([A-Z]{1,5}\d{3,4}|invalid-syntax)(?::|(?: \[\*\])?) (\S.*)$/.exec(line) ?? [];
      const [, file, row, column] = /^ +--> (.+?):(\d+):(\d+)$/.exec(lines[at + 1] ?? "") ?? [];
      return code === undefined || file === undefined
        ? []
        : [{ at, file, line: `${row}:${column}`, code, message }];
    }),
};
