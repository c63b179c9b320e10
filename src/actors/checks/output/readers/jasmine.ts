import { blockOf, type FoundError, frameFile, joinedMessage } from "../../found-error.js";
import { countsOfLines, numberOf, type OutputReader, testCounts } from "../output-reader.js";

const numbered = /^\d+\) (.+)$/;

export const jasmineReader: OutputReader = {
  tool: "jasmine",
  errors: (lines) =>
    lines.flatMap((line, at): FoundError[] => {
      const test = numbered.exec(line)?.[1];
      if (test === undefined || lines[at + 1]?.trim() !== "Message:") return [];
      const body = blockOf(lines, at + 2, (next) => numbered.test(next) || /^\d+ specs?, /.test(next));
      const message = joinedMessage(blockOf(body, 0, (next) => next.trim() === "Stack:"));
      return [{ at, file: frameFile(body), test, message: message || "failed" }];
    }),
  counts: (lines) =>
    countsOfLines(lines, /^(?:\d+ specs?, \d+ failures?.*|No specs found)$/, ([text]) => {
      const [failed, skipped] = [numberOf(text, /failures?/), numberOf(text, /pending specs?/)];
      return testCounts({
        passed: Math.max(0, numberOf(text, /specs?/) - failed - skipped),
        failed,
        skipped,
      });
    }),
};
