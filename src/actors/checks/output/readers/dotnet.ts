import { blockOf, type FoundError, joinedMessage } from "../../found-error.js";
import { countsOfLines, numberOf, type OutputReader, summedNumbers, testCounts } from "../output-reader.js";

const compileError = /^\s*(?:(\S.*?)\((\d+),(\d+)\): )?error ([A-Z]{2,}\d+): (.+?)(?: \[[^\]]+\])?$/;

/** The errors of a build, which are printed twice, and of `dotnet test`. */
export const dotnetReader: OutputReader = {
  tool: "dotnet",
  errors(lines) {
    const isOwn = lines.some((line) => /error (?:CS|FS|BC|MSB|NETSDK|NU)\d+: /.test(line));
    const built = lines.flatMap((line, at): FoundError[] => {
      const [, file, row, column, code, message = ""] = (isOwn && compileError.exec(line)) || [];
      if (code === undefined || /^TS/.test(code)) return [];
      return [{ at, file, line: row === undefined ? undefined : `${row}:${column}`, code, message }];
    });
    return [...built, ...failedTests(lines)];
  },
  counts: (lines) =>
    countsOfLines(lines, /^(?:Passed|Failed|Skipped)! +- +(Failed: .*)$/, counted) ??
    countsOfLines(lines, /^Test summary: (.*)$/, counted),
  total: (lines) => summedNumbers(lines, /^\s+(\d+) Error\(s\)$/),
};

function failedTests(lines: readonly string[]): FoundError[] {
  return lines.flatMap((line, at): FoundError[] => {
    const test = /^ {2}(?:Failed|\[FAIL\]) (\S.*?) \[[<\d., ]+m?s\]$/.exec(line)?.[1];
    if (test === undefined) return [];
    const body = blockOf(lines, at + 1, (next) => /^\s+Stack Trace:/.test(next) || /^ {2}\S/.test(next));
    return [
      {
        at,
        test,
        message: joinedMessage(body.filter((next) => next.trim() !== "Error Message:")) || "failed",
      },
    ];
  });
}

function counted([, text = ""]: RegExpExecArray) {
  const of = (label: RegExp) => numberOf(text.replaceAll(/: +/g, ": "), label);
  return testCounts({ passed: of(/Passed|succeeded/), failed: of(/Failed/), skipped: of(/Skipped/) });
}
