import { blockOf, type FoundError, joinedMessage } from "../../found-error.js";
import { countsOfLines, type OutputReader, summedNumbers, testCounts } from "../output-reader.js";

const compileError = /^\[ERROR\] (?:COMPILATION ERROR.*|(\S.*?\.\w+):\[(\d+),(\d+)\] (.+))$/;
const failedTest = /^\[ERROR\] {3}(\S+?)(?::\d+)?(?: » | )(.+)$/;
const runs = /^(?:\[\w+\] )?Tests run: (\d+), Failures: (\d+), Errors: (\d+), Skipped: (\d+)$/;

/** Maven's compiler and surefire. Each list is closed by the totals, and compile errors are printed twice. */
export const mavenReader: OutputReader = {
  tool: "maven",
  errors(lines) {
    let isResult = false;
    return lines.flatMap((line, at): FoundError[] => {
      const [, file, row, column, message] = compileError.exec(line) ?? [];
      if (file !== undefined && message !== undefined) {
        const more = blockOf(lines, at + 1, (next) => !/^(?:\[ERROR\] )? {2}\S/.test(next));
        const said = more.map((next) => next.replace(/^\[ERROR\] /, ""));
        return [{ at, file, line: `${row}:${column}`, message: joinedMessage([message, ...said]) }];
      }
      if (/^\[\w+\] Results:$/.test(line)) isResult = true;
      else if (runs.test(line)) isResult = false;
      const [, test, said] = isResult ? (failedTest.exec(line) ?? []) : [];
      return test === undefined ? [] : [{ at, test, message: said ?? "failed" }];
    });
  },
  counts: (lines) =>
    countsOfLines(lines, runs, ([, ...numbers]) => {
      const [all = 0, failures = 0, errors = 0, skipped = 0] = numbers.map(Number);
      const failed = failures + errors;
      return testCounts({ passed: Math.max(0, all - failed - skipped), failed, skipped });
    }),
  total: (lines) => summedNumbers(lines, /^\[INFO\] (\d+) errors? ?$/),
};

/** Gradle counts only where a test failed. */
export const gradleReader: OutputReader = {
  tool: "gradle",
  errors: (lines) =>
    lines.flatMap((line, at): FoundError[] => {
      const [, suite, name] = /^(\S.*?) > (.+) FAILED$/.exec(line) ?? [];
      if (name === undefined) return [];
      const body = blockOf(lines, at + 1, (next) => !/^ {4}\S/.test(next));
      const message = joinedMessage(body.filter((next) => !/^\s+at /.test(next)).map(withoutPlace));
      return [{ at, test: `${suite} > ${name}`, message: message || "failed" }];
    }),
  counts: (lines) =>
    countsOfLines(
      lines,
      /^(\d+) tests? completed(?:, (\d+) failed)?(?:, (\d+) skipped)?$/,
      ([, ...numbers]) => {
        const [all = 0, failed = 0, skipped = 0] = numbers.map((number) => Number(number ?? 0));
        return testCounts({ passed: Math.max(0, all - failed - skipped), failed, skipped });
      },
    ),
};

function withoutPlace(line: string): string {
  return line.replace(/ at \w+\.(?:java|kt|groovy):\d+$/, "");
}
