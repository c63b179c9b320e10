import { blockOf, type FoundError, isFrame, joinedMessage } from "../../found-error.js";
import { type OutputReader, summedNumbers, testCounts } from "../output-reader.js";

const heading = /^ {2}\d+\) (?:\[([^\]]+)\] › )?(\S+?):\d+:\d+ › (.+?) ─*$/;

export const playwrightReader: OutputReader = {
  tool: "playwright",
  errors: (lines) =>
    lines.flatMap((line, at): FoundError[] => {
      const [, project, file, title] = heading.exec(line) ?? [];
      if (title === undefined) return [];
      const isEnd = (next: string) => heading.test(next) || isFrame(next) || /^ +>? ?\d+ \|/.test(next);
      const test = [project ?? "", title.replaceAll(" › ", " > ")].filter(Boolean).join(" > ");
      return [{ at, file, test, message: joinedMessage(blockOf(lines, at + 1, isEnd)) || "failed" }];
    }),
  counts(lines) {
    if (!lines.some((line) => /^Running \d+ tests? using \d+ workers?$/.test(line))) return undefined;
    const sum = (word: string) => summedNumbers(lines, new RegExp(`^ {2}(\\d+) ${word}(?: \\(.*\\))?$`)) ?? 0;
    const skipped = sum("skipped") + sum("did not run");
    return testCounts({
      passed: sum("passed") + sum("flaky"),
      failed: sum("failed") + sum("interrupted"),
      skipped,
    });
  },
};
