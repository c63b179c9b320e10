import type { FoundError } from "../../found-error.js";
import { blockOf } from "../../found-error.js";
import { tapErrors } from "../../node-test-errors.js";
import type { TestCase } from "../../results/test-report.js";
import { countsOfLines, type OutputReader, testCounts } from "../output-reader.js";
import { tapTests } from "../tap-tests.js";
import { isCountedByNode } from "./node.js";

/** TAP of bats, tap and Perl. What node and tape print is read with their closing lines. */
export const tapReader: OutputReader = {
  tool: "TAP",
  errors: (lines) =>
    isCountedByNode(lines) ? [] : tapErrors(lines).map((error) => withBatsPlace(error, lines)),
  counts(lines) {
    const nodeTap = countsOfLines(lines, /^# \{ (total: .*) \}$/, ([, text = ""]) => {
      const of = (key: string) => Number(new RegExp(`\\b${key}: (\\d+)`).exec(text)?.[1] ?? 0);
      const empty = lines.filter((line) => /^ok \d+ - .* # SKIP no tests found$/.test(line)).length;
      const skipped = Math.max(0, of("skip") - empty) + of("todo");
      return testCounts({ passed: of("pass"), failed: of("fail"), skipped });
    });
    const isPlanned = lines.some((line) => /^1\.\.\d+/.test(line));
    if (nodeTap || !isPlanned || isCountedByNode(lines)) return nodeTap;
    const tests = tapTests(lines);
    const of = (status: TestCase["status"]) => tests.filter((test) => test.status === status).length;
    return testCounts({ passed: of("passed"), failed: of("failed"), skipped: of("skipped") });
  },
  tests: tapTests,
};

/** bats tells where and what in comments: `# (in test file t/a.bats, line 5)`. */
function withBatsPlace(error: FoundError, lines: readonly string[]): FoundError {
  if (error.file !== undefined) return error;
  const comments = blockOf(lines, error.at + 1, (line) => !line.startsWith("#"));
  const file = comments.flatMap((line) => /in test file (\S+), line \d+[,)]/.exec(line)?.[1] ?? [])[0];
  if (file === undefined) return error;
  const from = comments.findIndex((line) => /^# {3}`.*' failed/.test(line));
  const message = comments
    .slice(Math.max(0, from))
    .map((line) => line.replace(/^# */, ""))
    .join(" ");
  return { ...error, file, message: message || error.message };
}
