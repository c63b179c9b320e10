import { specErrors, tapErrors } from "../../node-test-errors.js";
import { type OutputReader, summedNumbers, testCounts } from "../output-reader.js";

const closing = (key: string) => new RegExp(`^(?:#|ℹ) ${key} +(\\d+)$`);

/** `node --test` in its two formats, and tape, which closes with the same lines. */
export const nodeReader: OutputReader = {
  tool: "node --test",
  errors: (lines) => [...tapErrors(lines), ...specErrors(lines)],
  counts(lines) {
    const sum = (key: string) => summedNumbers(lines, closing(key));
    if (sum("tests") === undefined) return undefined;
    const failed = (sum("fail") ?? 0) + (sum("cancelled") ?? 0) - crashes(lines);
    const skipped = (sum("skipped") ?? sum("skip") ?? 0) + (sum("todo") ?? 0);
    return testCounts({ passed: sum("pass") ?? 0, failed: Math.max(0, failed), skipped });
  },
};

/** A file that could not be loaded is counted as a test. */
function crashes(lines: readonly string[]): number {
  return [...tapErrors(lines), ...specErrors(lines)].filter(({ test }) => test === undefined).length;
}
