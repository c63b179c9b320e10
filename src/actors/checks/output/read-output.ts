import type { CheckError, TestCounts } from "../../../contracts/check.js";
import type { TestReport } from "../results/test-report.js";
import { outputLines } from "./output-lines.js";
import { summedCounts } from "./output-reader.js";
import { readErrors } from "./read-errors.js";
import { readers } from "./readers.js";
import { type Section, sectionsOf } from "./sections.js";
import { wholeOutput } from "./whole-output.js";

/** What a check printed, as far as it is understood. */
export interface OutputReading {
  /** From the closing lines of its tools, summed over packages; `undefined` where no known tool has one. */
  counts: TestCounts | undefined;
  /** The tests that the output lists by name; `undefined` where it does not list all that ran. */
  report: TestReport | undefined;
  /** The errors that were recognised. */
  errors: CheckError[];
  /** Errors were recognised, and no tool says that there are more. */
  isComplete: boolean;
  /** Every line that means something, for a comparison of the output as a multiset. Made when it is asked for. */
  readonly lines: CheckError[];
}

/**
 * Reads the whole output of a check, that of each package of a workspace by itself.
 *
 * @param checkName stands in the only line of a check that printed nothing
 * @param worktree absolute; the files of the errors are told relative to it
 */
export function readOutput(checkName: string, output: string, worktree: string): OutputReading {
  const sections = sectionsOf(outputLines(output));
  const counts = summedCounts(sections.flatMap(sectionCounts));
  return {
    counts,
    report: reportOf(sections, counts),
    ...readErrors(sections, worktree),
    get lines() {
      return wholeOutput(checkName, sections, worktree);
    },
  };
}

function sectionCounts({ lines }: Section): TestCounts[] {
  return readers.flatMap((reader) => reader.counts?.(lines) ?? []);
}

function reportOf(sections: readonly Section[], counts: TestCounts | undefined): TestReport | undefined {
  if (counts?.executed === null || counts === undefined) return undefined;
  const tests = sections.flatMap((section) => {
    const listing = readers.filter((reader) => reader.counts?.(section.lines) !== undefined);
    return listing
      .flatMap((reader) => reader.tests?.(section.lines) ?? [])
      .map((test) => (section.package === undefined ? test : { ...test, package: section.package }));
  });
  const executed = tests.filter(({ status }) => status !== "skipped").length;
  return tests.length > 0 && executed === counts.executed ? { tests, crashes: [] } : undefined;
}
