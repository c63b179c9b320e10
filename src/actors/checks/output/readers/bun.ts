import { type FoundError, joinedMessage } from "../../found-error.js";
import type { TestCase } from "../../results/test-report.js";
import { type OutputReader, summedNumbers, testCounts } from "../output-reader.js";

const ended = /^\((pass|fail|skip|todo)\) (.+?)(?: \[[\d.]+m?s\])?$/;
const fileHeading = /^(\S+\.[cm]?[jt]sx?):$/;

export const bunReader: OutputReader = {
  tool: "bun test",
  errors(lines) {
    let from = 0;
    let file: string | undefined;
    return lines.flatMap((line, at): FoundError[] => {
      file = fileHeading.exec(line)?.[1] ?? file;
      const [, result, test] = ended.exec(line) ?? [];
      if (result === undefined) return [];
      const above = lines.slice(Math.max(from, at - 200), at);
      from = at + 1;
      return result === "fail"
        ? [{ at, file, test: test?.replaceAll(/ > /g, " > "), message: reason(above) }]
        : [];
    });
  },
  counts(lines) {
    if (!lines.some((line) => /^Ran \d+ tests? across \d+ files?\./.test(line))) return undefined;
    const sum = (word: string) => summedNumbers(lines, new RegExp(`^ *(\\d+) ${word}$`)) ?? 0;
    return testCounts({ passed: sum("pass"), failed: sum("fail"), skipped: sum("skip") + sum("todo") });
  },
  tests(lines) {
    let file: string | undefined;
    return lines.flatMap((line): TestCase[] => {
      file = fileHeading.exec(line)?.[1] ?? file;
      const [, result, name] = ended.exec(line) ?? [];
      if (name === undefined) return [];
      const status = result === "pass" ? "passed" : result === "fail" ? "failed" : "skipped";
      return [{ ...(file === undefined ? {} : { file }), name, status }];
    });
  },
};

/** The error stands above its test, between the code and the stack. */
function reason(above: readonly string[]): string {
  const from = above.findIndex((line) => /^(?:error|\w*(?:Error|Exception))\b.*: /.test(line));
  if (from < 0) return "failed";
  const body = above.slice(from).filter((line) => !/^\s*at /.test(line));
  return joinedMessage([body[0]?.replace(/^error: /, "") ?? "", ...body.slice(1)]);
}
