import type { CheckError, TestCounts } from "../../contracts/check.js";
import { toCheckError } from "./output/check-error.js";
import type { TestReport } from "./results/test-report.js";

/** The failed tests of a report, and what failed outside of a test. */
export function reportedErrors({ tests, crashes }: TestReport, worktree: string): CheckError[] {
  const failed = tests.filter(({ status }) => status === "failed");
  return [
    ...failed.map(({ package: owner, file, suite, name, message = "failed" }) =>
      toCheckError(
        { at: 0, package: owner, file, test: suite ? `${suite} > ${name}` : name, message },
        worktree,
      ),
    ),
    ...crashes.map(({ package: owner, file, message }) =>
      toCheckError({ at: 0, package: owner, file, message }, worktree),
    ),
  ];
}

export function reportedCounts({ tests }: TestReport): TestCounts & { executed: number } {
  const of = (status: string) => tests.filter((test) => test.status === status).length;
  const [passed, failed, skipped] = [of("passed"), of("failed"), of("skipped")];
  return { executed: passed + failed, passed, failed, skipped };
}
