import { blockOf, type FoundError, joinedMessage } from "../../found-error.js";
import type { TestCase } from "../../results/test-report.js";
import { numberOf, type OutputReader, summedNumbers, testCounts } from "../output-reader.js";

const heading = /^(?:FAIL|ERROR|UNEXPECTED SUCCESS): (\S+) \(([\w.]+)\)(.*)$/;
const closing = /^(?:OK|FAILED)(?: \((.*)\))?$/;

/** Python's unittest, and Django's. */
export const unittestReader: OutputReader = {
  tool: "unittest",
  errors(lines) {
    return lines.flatMap((line, at): FoundError[] => {
      const [, name, owner, rest = ""] = heading.exec(line) ?? [];
      if (name === undefined || owner === undefined) return [];
      const below = blockOf(lines, at + 1, (next) => /^={20,}$/.test(next) || /^Ran \d+ tests?/.test(next));
      const trace = below.slice(below.findIndex((next) => /^-{20,}$/.test(next)) + 1);
      const last = trace.findLastIndex((next) => /^[\w.]+(?:: |$)/.test(next));
      const message = joinedMessage(blockOf(trace.slice(last), 0, (next) => next === "")) || "failed";
      const file = trace.map((next) => /^\s+File "([^"<]+)"/.exec(next)?.[1]).findLast(isOwn);
      if (owner.startsWith("unittest.loader."))
        return [{ at, file: `${name.replaceAll(".", "/")}.py`, message }];
      return [{ at, file, test: testName(owner, name) + rest, message }];
    });
  },
  counts(lines) {
    const ran = summedNumbers(lines, /^Ran (\d+) tests? in /);
    if (ran === undefined) return undefined;
    const sum = (label: RegExp) =>
      lines.reduce((total, line) => total + numberOf(closing.exec(line)?.[1] ?? "", label), 0);
    const skipped = sum(/skipped/) + sum(/expected failures/);
    const executed = Math.max(0, ran - skipped - crashes(lines));
    const failures = sum(/(?<!expected )failures/) + sum(/errors/) + sum(/unexpected successes/);
    const failed = Math.min(executed, Math.max(0, failures - crashes(lines)));
    return testCounts({ passed: executed - failed, failed, skipped });
  },
  tests: (lines) =>
    lines.flatMap((line): TestCase[] => {
      const [, name, owner, result = ""] =
        /^(\w+) \(([\w.]+)\)(?: \.\.\.|.* \.\.\.) (ok|FAIL|ERROR|skipped|expected failure)\b/.exec(line) ??
        [];
      if (name === undefined || owner === undefined) return [];
      const status = result === "ok" ? "passed" : /^[FE]/.test(result) ? "failed" : "skipped";
      return [{ name: testName(owner, name), status }];
    }),
};

/** Since Python 3.11 the owner ends with the test's own name. */
function testName(owner: string, name: string): string {
  return owner.endsWith(`.${name}`) ? owner : `${owner}.${name}`;
}

/** A module that could not be imported is counted as a test. */
function crashes(lines: readonly string[]): number {
  return lines.filter((line) => /^ERROR: \S+ \(unittest\.loader\./.test(line)).length;
}

function isOwn(file: string | undefined): boolean {
  return file !== undefined && !/site-packages|\/lib\/python/.test(file);
}
