import { blockOf, type FoundError, joinedMessage } from "../../found-error.js";
import type { TestCase } from "../../results/test-report.js";
import { type OutputReader, summedNumbers, testCounts } from "../output-reader.js";

const ended = /^ {2}(✔|✘ \[fail\]:|- \[skip\]|- \[todo\]) (.+?)(?: \([\d.]+m?s\))?$/;

export const avaReader: OutputReader = {
  tool: "ava",
  errors(lines) {
    const failed = lines.flatMap((line) => (/\[fail\]/.test(line) ? (ended.exec(line)?.[2] ?? []) : []));
    return failed.flatMap((printed): FoundError[] => {
      const [, title = printed, said] =
        /^(.*?)(?: (?:Error thrown|Rejected promise|.*) in test)?$/.exec(printed) ?? [];
      const at = lines.indexOf(`  ${title}`);
      if (at < 0) return [{ at: lines.indexOf(printed), test: title, message: said ?? "failed" }];
      const file = /^ {2}(?:file:\/\/)?(\S+\.\w+):\d+$/.exec(lines[at + 2] ?? "")?.[1];
      const body = blockOf(lines, at + 3, (line) => /^ {2}(?:›|─|\S.*:\d+$)/.test(line));
      const message = joinedMessage(body.filter((line) => !/^ +\d+:/.test(line)));
      return [{ at, file, test: title, message: message || "failed" }];
    });
  },
  /** It closes with the tests that passed only where none failed: the list tells them. */
  counts(lines) {
    const sum = (words: string) => summedNumbers(lines, new RegExp(`^ {2}(\\d+) (?:${words})$`));
    const isClosed = ["tests? passed", "tests? failed", "tests? skipped"].some(
      (words) => sum(words) !== undefined,
    );
    if (!isClosed)
      return lines.some((line) => /^ {2}✘ No tests found in /.test(line)) ? testCounts({}) : undefined;
    const listed = lines.filter((line) => ended.exec(line)?.[1] === "✔").length;
    const skipped = (sum("tests? skipped") ?? 0) + (sum("tests? todo") ?? 0);
    return testCounts({ passed: sum("tests? passed") ?? listed, failed: sum("tests? failed") ?? 0, skipped });
  },
  total: (lines) =>
    summedNumbers(lines, /^ {2}(\d+) (?:tests? failed|uncaught exceptions?|unhandled rejections?)$/),
  tests: (lines) =>
    lines.flatMap((line): TestCase[] => {
      const [, mark = "", name] = ended.exec(line) ?? [];
      if (name === undefined) return [];
      return [{ name, status: mark === "✔" ? "passed" : mark.startsWith("✘") ? "failed" : "skipped" }];
    }),
};
