import type { TestReport } from "../../../../src/actors/checks/results/test-report.js";

/** A report as lines: status, package, file, suite and name, and of a failure its message as one line. */
export function reportLines(report: TestReport | undefined): string[] {
  if (!report) return [];
  const oneLine = (message: string) => message.replaceAll(/\s*\n\s*/g, " ");
  return [
    ...report.tests.map((test) =>
      [
        test.status,
        [test.package, test.file, test.suite, test.name].map((part) => part ?? "-").join(" | "),
        ...(test.message === undefined ? [] : [`: ${oneLine(test.message)}`]),
      ].join(" "),
    ),
    ...report.crashes.map(
      (crash) => `crash ${crash.package ?? "-"} | ${crash.file ?? "-"} : ${oneLine(crash.message)}`,
    ),
  ];
}
