import type { FoundError } from "../../found-error.js";
import type { TestCase } from "../../results/test-report.js";
import { cargoPanics, cargoResults } from "../../test-errors.js";
import { countsOfLines, type OutputReader, testCounts } from "../output-reader.js";

const heading = /^ +Running (?:unittests )?\S+ \(.*?([\w-]+)-[0-9a-f]{16}(?:\.exe)?\)$|^ +Doc-tests (\S+)$/;
const closing = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored; /;

/** `cargo test`, one closing line for each binary. */
export const cargoReader: OutputReader = {
  tool: "cargo test",
  errors: (lines) => inCrates(lines, [...cargoPanics(lines), ...cargoResults(lines)]),
  counts: (lines) =>
    countsOfLines(lines, closing, ([, passed, failed, skipped]) =>
      testCounts({ passed: Number(passed), failed: Number(failed), skipped: Number(skipped) }),
    ),
  tests: (lines) =>
    lines.flatMap((line): TestCase[] => {
      const [, name, result] = /^test (.+?) \.\.\. (ok|FAILED|ignored)(?:,.*| <.*>)?$/.exec(line) ?? [];
      if (name === undefined) return [];
      const status = result === "ok" ? "passed" : result === "FAILED" ? "failed" : "skipped";
      return [{ name: name.replace(/ - should panic$/, ""), status }];
    }),
};

function crateIn(line: string): string | undefined {
  const [, binary, documented] = heading.exec(line) ?? [];
  return binary ?? documented;
}

/** A panic names its file; other errors have only the heading above them, which comes by another stream. */
function inCrates(lines: readonly string[], errors: readonly FoundError[]): FoundError[] {
  return errors.map((error) => {
    const before = lines.slice(0, error.at).findLast((line) => heading.test(line));
    return before === undefined || error.file !== undefined ? error : { ...error, package: crateIn(before) };
  });
}
