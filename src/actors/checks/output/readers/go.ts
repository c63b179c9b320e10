import { oneLineErrors } from "../../compiler-errors.js";
import type { TestCase } from "../../results/test-report.js";
import { goErrors } from "../../test-errors.js";
import { type OutputReader, testCounts } from "../output-reader.js";

const result = /^ *--- (PASS|FAIL|SKIP): (\S+) \([\d.]+s\)$/;
const ended = /^(ok|FAIL|\?)\s*\t(\S+)(.*)$/;

/** `go test`. Without `-v` it names only what failed, so how many passed is unknown. */
export const goReader: OutputReader = {
  tool: "go test",
  errors: goErrors,
  counts(lines) {
    const packages = lines.filter((line) => ended.test(line));
    if (packages.length === 0) return undefined;
    const hasRun = packages.some(
      (line) => !/^\?|\[(?:no tests to run|no test files|build failed|setup failed)\]/.test(line),
    );
    if (!hasRun) return testCounts({});
    const tests = goTests(lines);
    const of = (status: TestCase["status"]) => tests.filter((test) => test.status === status).length;
    if (lines.some((line) => line.startsWith("=== RUN ")))
      return testCounts({ passed: of("passed"), failed: of("failed"), skipped: of("skipped") });
    return { executed: null, passed: null, failed: of("failed"), skipped: null };
  },
  /** Every package that failed must have told why. */
  total(lines) {
    const failed = lines.filter((line) => /^FAIL\t\S/.test(line)).length;
    if (failed === 0) return undefined;
    const found = goErrors(lines);
    const told = new Set(found.map((error) => error.package)).size + buildFailures(lines);
    return found.length + Math.max(0, failed - told);
  },
  tests: goTests,
};

/** Those whose compile errors stand above. */
function buildFailures(lines: readonly string[]): number {
  const isTold = oneLineErrors(lines).length > 0;
  return isTold ? lines.filter((line) => /^FAIL\t\S+ \[(?:build|setup) failed\]$/.test(line)).length : 0;
}

function goTests(lines: readonly string[]): TestCase[] {
  const tests: TestCase[] = [];
  let isNew = 0;
  for (const line of lines) {
    const [, word, name] = result.exec(line) ?? [];
    if (name !== undefined)
      tests.push({ name, status: word === "PASS" ? "passed" : word === "FAIL" ? "failed" : "skipped" });
    const owner = ended.exec(line)?.[2];
    if (owner === undefined) continue;
    for (const test of tests.slice(isNew)) test.package = owner;
    isNew = tests.length;
  }
  return tests;
}
