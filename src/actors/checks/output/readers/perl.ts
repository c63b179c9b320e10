import { blockOf, type FoundError, joinedMessage } from "../../found-error.js";
import { type OutputReader, summedNumbers, testCounts } from "../output-reader.js";

/** Perl's Test::More and `prove`. Where the TAP itself is printed, its own reader tells the failures. */
export const perlReader: OutputReader = {
  tool: "prove",
  errors(lines) {
    if (lines.some((line) => /^\s*not ok \d+/.test(line))) return [];
    return lines.flatMap((line, at): FoundError[] => {
      const [, test = "unnamed"] = /^\s*# {3}Failed test(?: '(.*)')?(?: at .*)?$/.exec(line) ?? [];
      if (!/^\s*# {3}Failed test\b/.test(line)) return [];
      const body = blockOf(lines, at + 1, (next) => !/^\s*# {3}/.test(next) || /Failed test\b/.test(next));
      const file = body.flatMap((next) => /^\s*# {3}at (.+) line \d+\.$/.exec(next)?.[1] ?? [])[0];
      const told = body.filter((next) => !/^\s*# {3}at .+ line \d+\.$/.test(next));
      const message = joinedMessage(told.map((next) => next.replace(/^\s*#/, ""))) || "failed";
      return [{ at, file, test, message }];
    });
  },
  counts(lines) {
    const all = summedNumbers(lines, /^Files=\d+, Tests=(\d+),/);
    if (all === undefined) return undefined;
    const failed = failures(lines);
    if (all === 0) return testCounts({});
    // A test that was skipped is counted as one that passed.
    return { executed: null, passed: null, failed, skipped: null };
  },
  total: (lines) =>
    lines.some((line) => line.startsWith("Result: FAIL")) ? Math.max(1, failures(lines)) : undefined,
};

function failures(lines: readonly string[]): number {
  return summedNumbers(lines, /^Failed (\d+)\/\d+ subtests/) ?? 0;
}
