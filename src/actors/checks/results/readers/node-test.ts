import { failureMessage } from "../failure-message.js";
import type { NodeTestLine } from "../reporters/node-test-reporter.js";
import { type ResultReader, ResultsError } from "../result-reader.js";
import type { Crash, TestCase, TestReport } from "../test-report.js";

/**
 * What the plugin's own reporter for node's test runner wrote. A file that node reports as a test is no test; one
 * that failed beside its tests could not be loaded or ended early.
 */
export const readNodeTest: ResultReader = (text) => {
  if (!text.startsWith('{"type":"began","reporter":1')) return undefined;
  const report: TestReport = { tests: [], crashes: [] };
  const suites = new Map<string, Started[]>();
  let isEnded = false;
  for (const line of text.trimEnd().split("\n").map(parsed)) {
    if (line.type === "ended") isEnded = true;
    else if (line.type === "started") {
      const path = suites.get(line.file ?? "") ?? [];
      suites.set(line.file ?? "", [...path.slice(0, line.nesting), { name: line.name, children: 0 }]);
      const parent = path[line.nesting - 1];
      if (parent) parent.children += 1;
    } else if (line.type === "test") add(report, line, suites.get(line.file ?? "") ?? []);
  }
  if (!isEnded) report.crashes.push({ message: "the test run ended before its last test" });
  return report;
};

interface Started {
  name: string;
  children: number;
}

type TestLine = Extract<NodeTestLine, { type: "test" }>;

function parsed(line: string): NodeTestLine {
  try {
    return JSON.parse(line) as NodeTestLine;
  } catch (cause) {
    throw new ResultsError("a line of the test results is cut", { cause });
  }
}

function add(report: TestReport, line: TestLine, path: Started[]): void {
  const { nesting, name, file, outcome, failureType } = line;
  const isOfChildren = failureType === "subtestsFailed";
  if (line.isFile) {
    if (outcome === "failed" && !isOfChildren)
      report.crashes.push({ file, message: crashMessage(line.message) });
    return;
  }
  const hasChildren = (path[nesting]?.children ?? 0) > 0;
  if (line.isSuite || hasChildren) {
    if (outcome !== "failed" || isOfChildren) return;
    if (line.isSuite) {
      report.crashes.push({
        file,
        message: failureMessage(`${name}: ${line.message ?? "failed"}`),
      } satisfies Crash);
      return;
    }
  }
  report.tests.push({
    file,
    suite:
      path
        .slice(0, nesting)
        .map((suite) => suite.name)
        .join(" > ") || undefined,
    name,
    status: outcome,
    ...(outcome === "failed" && { message: failureMessage(line.message) }),
  } satisfies TestCase);
}

/** What node printed of an uncaught error begins with its source line. */
function crashMessage(printed: string | undefined): string {
  const error = /^(?:\w+\.)*\w*(?:Error|Exception)\b.*: [\s\S]*/m.exec(printed ?? "")?.[0];
  return failureMessage(
    error ?? (printed === "test failed" ? "the file ended early, or could not be loaded" : printed),
  );
}
