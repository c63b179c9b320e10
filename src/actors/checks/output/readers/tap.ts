import type { TestCase } from "../../results/test-report.js";
import { countsOfLines, type OutputReader, summedCounts, testCounts } from "../output-reader.js";

/** Tools whose own closing lines count better than the tests one by one. */
const counted = /^(?:#|ℹ) tests +\d+$|^Files=\d+, Tests=\d+|^# \{ total: /;

/** TAP of any producer (bats, tap, Perl): its errors are read with those of node. */
export const tapReader: OutputReader = {
  tool: "TAP",
  counts(lines) {
    const nodeTap = countsOfLines(lines, /^# \{ (total: .*) \}$/, ([, text = ""]) => {
      const of = (key: string) => Number(new RegExp(`\\b${key}: (\\d+)`).exec(text)?.[1] ?? 0);
      return testCounts({ passed: of("pass"), failed: of("fail"), skipped: of("skip") + of("todo") });
    });
    if (nodeTap) return nodeTap;
    const isPlanned = lines.some((line) => /^1\.\.\d+/.test(line));
    if (!isPlanned || lines.some((line) => counted.test(line))) return undefined;
    const tests = tapTests(lines);
    const of = (status: TestCase["status"]) => tests.filter((test) => test.status === status).length;
    return summedCounts([testCounts({ passed: of("passed"), failed: of("failed"), skipped: of("skipped") })]);
  },
  tests: tapTests,
};

/** The leaves: a test that holds others is closed by a line that is indented less than theirs. */
function tapTests(lines: readonly string[]): TestCase[] {
  let depth = 0;
  const suites: string[] = [];
  return lines.flatMap((line): TestCase[] => {
    const [, indent = "", heading, not, description] =
      /^(\s*)(?:# Subtest: (.*)|(not )?ok \d+(?: -)? ?(.*))$/.exec(line) ?? [];
    if (heading !== undefined) suites[indent.length / 4] = heading;
    if (description === undefined) return [];
    const isParent = indent.length < depth;
    depth = indent.length;
    if (isParent) return [];
    const [name = "", directive = ""] = description.split(/(?<!\\) # /);
    const suite = suites.slice(0, indent.length / 4).join(" > ");
    const isSkipped = /^(?:skip|todo)\b/i.test(directive);
    const status = isSkipped ? "skipped" : not === undefined ? "passed" : "failed";
    return [{ ...(suite === "" ? {} : { suite }), name, status }];
  });
}
