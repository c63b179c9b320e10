import { Parser, type Result } from "tap-parser";
import { failureMessage } from "../failure-message.js";
import type { ResultReader } from "../result-reader.js";
import type { TestCase, TestReport } from "../test-report.js";

/** TAP 13 and 14 with subtests. A missing plan, tests that a plan promised, and a bail-out are crashes. */
export const readTap: ResultReader = (text) => {
  if (!/^(?:TAP version \d+|\d+\.\.\d+|(?:not )?ok\b|Bail out!)/m.test(text)) return undefined;
  const report: TestReport = { tests: [], crashes: [] };
  const parser = new Parser();
  follow(parser, [], report);
  parser.end(text);
  return report.tests.length + report.crashes.length === 0 ? undefined : report;
};

function follow(parser: Parser, suites: readonly string[], report: TestReport): void {
  let commented: TestCase | undefined;
  parser.on("child", (child: Parser) => follow(child, [...suites, child.name].filter(Boolean), report));
  parser.on("assert", (result: Result) => {
    commented = undefined;
    const { diag, closingTestPoint: isSuite } = result;
    if (isSuite && (result.ok || /subtest|test failed/.test(wordsOf(diag) ?? "subtest"))) return;
    if (isFile(result.name) && result.skip === false && result.todo === false) {
      // A file that node or tap reports as a test is none.
      const message = failureMessage(wordsOf(diag), "the file failed");
      if (!result.ok) report.crashes.push({ file: result.name, message });
      return;
    }
    const test = caseOf(result, suites);
    report.tests.push(test);
    if (test.status === "failed" && diag === null) commented = test;
  });
  parser.on("comment", (comment: string) => {
    const words = comment.replace(/^\s*#\s?/, "").trim();
    if (!commented || words === "" || words.startsWith("Subtest")) return;
    commented.message = failureMessage(
      commented.message === "failed" ? words : `${commented.message}\n${words}`,
    );
  });
  parser.on("complete", ({ bailout, failures }) => {
    const file = suites.find(isFile);
    if (bailout && suites.length > 0) return;
    if (bailout) {
      const reason = typeof bailout === "string" ? `: ${bailout}` : "";
      report.crashes.push({ message: `the tests bailed out${reason}` });
      return;
    }
    for (const { tapError } of failures) {
      // Node numbers the tests of several files anew.
      if (typeof tapError === "string" && !tapError.includes("appears multiple times"))
        report.crashes.push({ file, message: `the TAP is not whole: ${tapError}` });
    }
  });
}

function caseOf({ ok, name, id, skip, todo, diag }: Result, suites: readonly string[]): TestCase {
  const status = skip !== false || todo !== false ? "skipped" : ok ? "passed" : "failed";
  return {
    file: suites.find(isFile),
    suite: suites.filter((suite) => !isFile(suite)).join(" > ") || undefined,
    name: name || `test ${id}`,
    status,
    ...(status === "failed" && { message: failureMessage(wordsOf(diag)) }),
  };
}

interface Diagnostics {
  error?: unknown;
  message?: unknown;
  operator?: unknown;
  expected?: unknown;
  actual?: unknown;
}

function wordsOf(diagnostics: Diagnostics | null): string | undefined {
  if (diagnostics === null) return undefined;
  const { error, message, operator, expected, actual } = diagnostics;
  const said = [error, message].find((words) => typeof words === "string");
  if (typeof said === "string") return said;
  const values = `expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`;
  return operator === undefined && expected === undefined ? undefined : values;
}

function isFile(text: string): boolean {
  return /^\S*\w\.(?:[cm]?[jt]sx?|t|pl|py|rb|php|bats|sh)$/.test(text);
}
