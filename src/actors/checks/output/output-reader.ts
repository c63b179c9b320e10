import type { TestCounts } from "../../../contracts/check.js";
import type { FoundError } from "../found-error.js";
import type { TestCase } from "../results/test-report.js";

/** What one tool prints, as lines without colours and without a package's prefix. */
export interface OutputReader {
  tool: string;
  errors?: (lines: readonly string[]) => FoundError[];
  /** From its closing lines, summed; `undefined` where there are none. */
  counts?: (lines: readonly string[]) => TestCounts | undefined;
  /** How many errors it says it found, where that is more than the failed tests. */
  total?: (lines: readonly string[]) => number | undefined;
  /** The tests that it lists by name. */
  tests?: (lines: readonly string[]) => TestCase[];
}

/** The counts of a tool that leaves out what is zero. */
export function testCounts({ passed = 0, failed = 0, skipped = 0 }): TestCounts {
  return { executed: passed + failed, passed, failed, skipped };
}

/** Unknown where one of them is. */
export function summedCounts(all: readonly TestCounts[]): TestCounts | undefined {
  const [first, ...rest] = all;
  if (first === undefined) return undefined;
  const sum = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);
  return rest.reduce<TestCounts>(
    (total, counts) => ({
      executed: sum(total.executed, counts.executed),
      passed: sum(total.passed, counts.passed),
      failed: sum(total.failed, counts.failed),
      skipped: sum(total.skipped, counts.skipped),
    }),
    first,
  );
}

/** The counts of each closing line. */
export function countsOfLines(
  lines: readonly string[],
  closing: RegExp,
  counts: (match: RegExpExecArray, at: number) => TestCounts,
): TestCounts | undefined {
  return summedCounts(
    lines.flatMap((line, at) => {
      const match = closing.exec(line);
      return match ? [counts(match, at)] : [];
    }),
  );
}

/** The number before a word or behind it: `3 failed`, `Failures: 3`; 0 where it is missing. */
export function numberOf(text: string, label: RegExp): number {
  const match = new RegExp(
    `(?:(\\d+) (?:${label.source})(?!\\w)|(?:${label.source})[:=]\\s*(\\d+))`,
    "i",
  ).exec(text);
  return Number(match?.[1] ?? match?.[2] ?? 0);
}

/** The sum of the numbers that a pattern captures; `undefined` where no line has one. */
export function summedNumbers(lines: readonly string[], pattern: RegExp): number | undefined {
  const numbers = lines.flatMap((line) => {
    const match = pattern.exec(line);
    return match ? [Number(match[1])] : [];
  });
  return numbers.length === 0 ? undefined : numbers.reduce((a, b) => a + b, 0);
}
