import { blockOf, type FoundError, joinedMessage } from "../../found-error.js";
import { countsOfLines, numberOf, type OutputReader, summedNumbers, testCounts } from "../output-reader.js";

const numbered = /^(\d+)\) (.+)$/;
const place = /^((?:\/|[A-Za-z]:\\|phar:).+?\.php):\d+$/;
const heading = /^There (?:was|were) (\d+) (.+?)s?:$/;

export const phpunitReader: OutputReader = {
  tool: "phpunit",
  errors(lines) {
    let isList = false;
    return lines.flatMap((line, at): FoundError[] => {
      const kind = heading.exec(line)?.[2];
      if (kind !== undefined) isList = /^(?:error|failure)$/.test(kind);
      const test = numbered.exec(line)?.[2];
      if (!isList || test === undefined) return [];
      const body = blockOf(
        lines,
        at + 1,
        (next) => numbered.test(next) || heading.test(next) || next === "--",
      );
      const told = blockOf(body, 0, (next) => place.test(next));
      const file = body
        .flatMap((next) => place.exec(next)?.[1] ?? [])
        .findLast((path) => !/\/vendor\//.test(path));
      return [{ at, file, test, message: joinedMessage(told) || "failed" }];
    });
  },
  counts: (lines) =>
    countsOfLines(
      lines,
      /^(?:Tests: \d+, Assertions: .*|OK \(\d+ tests?, .*\)|No tests executed!)$/,
      ([text]) => {
        const failed = numberOf(text, /Failures/) + numberOf(text, /Errors/);
        const skipped = numberOf(text, /Skipped/) + numberOf(text, /Incomplete/);
        return testCounts({
          passed: Math.max(0, numberOf(text, /Tests?/) - failed - skipped),
          failed,
          skipped,
        });
      },
    ),
  total: (lines) => summedNumbers(lines, /^There (?:was|were) (\d+) (?:error|failure)s?:$/),
};
