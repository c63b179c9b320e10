import type { TestCounts } from "../../../contracts/check.js";
import { outputLines } from "./output-lines.js";
import { readOutput } from "./read-output.js";

/**
 * Why a check that ended ran nothing, as a part of a sentence; `undefined` for one that ran something, failed for
 * another reason, or skipped its tests.
 */
export function ranNothing({
  exitCode,
  output,
  counts,
}: {
  exitCode: number;
  output: string;
  counts: TestCounts | undefined;
}): string | undefined {
  if ((counts?.executed ?? 0) > 0 || (counts?.skipped ?? 0) > 0) return undefined;
  const lines = outputLines(output)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const found = (patterns: readonly RegExp[]) =>
    lines.some((line) => patterns.some((pattern) => pattern.test(line)));
  if (exitCode !== 0) {
    const { errors } = readOutput("check", output, "/");
    if (errors.some(({ text }) => !noTests.some((pattern) => pattern.test(text)))) return undefined;
    if (counts?.executed === null) return undefined;
  }
  if (counts?.executed === 0 || found(noTests.map(atStart))) return "no test ran";
  if (found(noFiles)) return "its tool found no files";
  const told = lines.filter((line) => !around.test(line));
  const isUpToDate = told.length > 0 && told.every((line) => upToDate.test(line));
  return isUpToDate ? "everything is up to date, so nothing ran" : undefined;
}

const atStart = (pattern: RegExp) =>
  new RegExp(`^(?:\\W|\\w*Error: |error: |\\[\\w+\\] )*${pattern.source}`, pattern.flags);

/** Words of the runners, each for a run without a test. */
const noTests: readonly RegExp[] = [
  /No test (?:files|suite|suites|modules|targets|is available)\b/i,
  /No tests (?:found|ran|to run|were found|were executed|executed|collected|matched)\b/i,
  /No (?:examples|specs) found\b/i,
  /Your test suite must contain at least one test/,
  /no test specified/,
  /collected 0 items(?! ?\/)/,
  /testing: warning: no tests to run/,
  /Ran 0 tests\b/,
  /NO TESTS RAN/,
  /0 (?:tests|specs|examples)(?:,|$)/,
  /No test matches the given testcase filter/,
  /There are no tests to run/,
  /Can't run because no spec files were found/,
  /No tasks were (?:executed|run)\b/,
  /None of the selected packages has a "?\S+"? script/,
  /No (?:projects|packages) (?:matched|found)\b/,
  /matched no packages$/,
  /no packages to test/,
  /> Task \S*:test NO-SOURCE$/,
  /Result: NOTESTS/,
];

/** Words of linters, formatters and compilers that looked at nothing. */
const noFiles: readonly RegExp[] = [
  /^(?:\[\w+\] |warning: |error: |Error: )?No (?:files matching|Python files|files were processed|go files to analyze|staged files|inputs were found)\b/i,
  /^You are linting ".*," but all of the files matching the glob pattern ".*" are ignored/,
  /^There are no \.py\[i\] files in directory/,
  /^error TS18003: No inputs were found/,
  /^warning: No Python files found/,
  /^All files matched by .* are ignored/,
];

/** `make: 'test' is up to date.` and the like, where nothing else was printed. */
const upToDate =
  /^make(?:\[\d+\])?: (?:[`'‘].*['’] is up to date|Nothing to be done for [`'‘].*['’])\.$|^ninja: no work to do\.$|^> Task \S+ (?:UP-TO-DATE|NO-SOURCE|FROM-CACHE)$/;
const around =
  /^make(?:\[\d+\])?: (?:Entering|Leaving) directory|^> \S+@\S* \S+|^> make\b|^BUILD SUCCESSFUL\b|^\d+ actionable tasks?: (?:\d+ (?:up-to-date|from cache)(?:, )?)+$|^ninja: Entering directory/;
