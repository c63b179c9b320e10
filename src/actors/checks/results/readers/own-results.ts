import { failureMessage } from "../failure-message.js";
import { type ResultReader, ResultsError } from "../result-reader.js";
import type { Crash, TestCase, TestReport } from "../test-report.js";

/** What the plugin's own reporters for node's test runner, Vitest and mocha write. */
export const readOwnResults: ResultReader = (text) => {
  if (!text.startsWith('{"format":"orchestrator-results","version":1}\n')) return undefined;
  const report: TestReport = { tests: [], crashes: [] };
  const lines = text.trimEnd().split("\n").map(parsed);
  for (const { test, crash } of lines) {
    if (test)
      report.tests.push(test.status === "failed" ? { ...test, message: failureMessage(test.message) } : test);
    if (crash) report.crashes.push({ ...crash, message: failureMessage(crash.message) });
  }
  if (!lines.at(-1)?.isEnd) report.crashes.push({ message: "the test run ended before its last test" });
  return report;
};

interface Line {
  test?: TestCase;
  crash?: Crash;
  isEnd?: boolean;
}

function parsed(line: string): Line {
  try {
    return JSON.parse(line) as Line;
  } catch (cause) {
    throw new ResultsError("a line is cut", { cause });
  }
}
