import { specErrors, tapErrors } from "../../node-test-errors.js";
import { type OutputReader, summedNumbers, testCounts } from "../output-reader.js";
import { tapTests } from "../tap-tests.js";
import { treeTests } from "../tree-tests.js";

const closing = (key: string) => new RegExp(`^(?:#|ℹ) ${key} +(\\d+)$`);
/** A file without a test is counted as a test that passed. */
const fileAsTest = /^(?:✔|ok \d+ -) (\S+\.[cm]?[jt]sx?)(?: \([\d.]+ms\))?$/;

/** `node --test` in its two formats, and tape, which closes with the same lines. */
export const nodeReader: OutputReader = {
  tool: "node --test",
  errors: (lines) => [...(isCountedByNode(lines) ? tapErrors(lines) : []), ...specErrors(lines)],
  counts(lines) {
    if (!isCountedByNode(lines)) return undefined;
    const sum = (key: string) => summedNumbers(lines, closing(key)) ?? 0;
    const crashes = [...tapErrors(lines), ...specErrors(lines)].filter(
      ({ test }) => test === undefined,
    ).length;
    const files = lines.filter((line) => fileAsTest.test(line)).length;
    return testCounts({
      passed: Math.max(0, sum("pass") - files),
      failed: Math.max(0, sum("fail") + sum("cancelled") - crashes),
      skipped: sum("skipped") + sum("skip") + sum("todo"),
    });
  },
  tests(lines) {
    const end = lines.findIndex((line) => closing("tests").test(line));
    const tests = treeTests(lines.slice(0, Math.max(0, end)), {
      suite: /^((?: {2})*)▶ (.+)$/,
      test: /^((?: {2})*)([✔✖﹣⚠]) (.+?) \([\d.]+ms\)(?: # .*)?$/,
      status: (mark, line) =>
        / # (?:SKIP|TODO)\b/.test(line) || mark === "﹣" ? "skipped" : mark === "✔" ? "passed" : "failed",
      isClosed: true,
    });
    return [...tapTests(lines), ...tests.filter(({ name }) => !/^\S+\.[cm]?[jt]sx?$/.test(name))];
  },
};

export function isCountedByNode(lines: readonly string[]): boolean {
  return lines.some((line) => closing("tests").test(line));
}
