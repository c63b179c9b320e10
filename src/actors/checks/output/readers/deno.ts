import { blockOf, type FoundError, joinedMessage } from "../../found-error.js";
import type { TestCase } from "../../results/test-report.js";
import { countsOfLines, numberOf, type OutputReader, testCounts } from "../output-reader.js";

const closing = /^(?:ok|FAILED) \| (\d+ passed.*)$/;
const heading = /^(\S.*?) => (?:\.\/)?(\S+?):\d+:\d+$/;

export const denoReader: OutputReader = {
  tool: "deno test",
  errors(lines) {
    const end = lines.findIndex((line) => line.trim() === "FAILURES");
    return lines.slice(0, Math.max(0, end)).flatMap((line, at): FoundError[] => {
      const [, test, file] = heading.exec(line) ?? [];
      const first = /^error: (.*)$/.exec(lines[at + 1] ?? "")?.[1];
      if (test === undefined || first === undefined) return [];
      const isEnd = (next: string) => /^\s+at /.test(next) || /^\s*\^+$/.test(next) || heading.test(next);
      const body = blockOf(lines, at + 2, isEnd);
      const isCode = /^\s*\^+$/.test(lines[at + 2 + body.length] ?? "");
      return [{ at, file, test, message: joinedMessage([first, ...(isCode ? body.slice(0, -1) : body)]) }];
    });
  },
  counts: (lines) =>
    countsOfLines(lines, closing, ([, text = ""]) =>
      testCounts({
        passed: numberOf(text, /passed/),
        failed: numberOf(text, /failed/),
        skipped: numberOf(text, /ignored/),
      }),
    ),
  tests(lines) {
    let file: string | undefined;
    return lines.flatMap((line): TestCase[] => {
      file = /^running \d+ tests? from (?:\.\/)?(.+)$/.exec(line)?.[1] ?? file;
      const [, name, result] = /^(\S.*) \.\.\. (ok|FAILED|ignored)(?: \([^()]*\))?$/.exec(line) ?? [];
      if (name === undefined || file === undefined) return [];
      return [
        { file, name, status: result === "ok" ? "passed" : result === "FAILED" ? "failed" : "skipped" },
      ];
    });
  },
};
