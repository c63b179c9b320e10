import { blockOf, type FoundError, joinedMessage } from "../../found-error.js";
import { countsOfLines, numberOf, type OutputReader, testCounts } from "../output-reader.js";

const numbered = /^ {2}\d+\) (.+)$/;
const ownFrame = /^\s*# ((?!.*\/gems\/)\.?\/?[^\s:]+\.\w+):\d+/;

export const rspecReader: OutputReader = {
  tool: "rspec",
  errors(lines) {
    let isList = false;
    return lines.flatMap((line, at): FoundError[] => {
      if (/^(?:Failures|Pending): ?/.test(line)) isList = line.startsWith("Failures");
      const test = numbered.exec(line)?.[1];
      if (!isList || test === undefined) return [];
      const body = blockOf(lines, at + 1, (next) => numbered.test(next) || /^\S/.test(next));
      const frames = body.flatMap((next) => ownFrame.exec(next)?.[1] ?? []);
      const told = blockOf(body, 0, (next) => /^\s*# /.test(next)).map((next) => next.trim());
      const code = told.findIndex((next) => next.startsWith("Failure/Error:"));
      const message = joinedMessage(told.slice(code + 1)) || (told[code] ?? "failed");
      return [{ at, file: frames.findLast(isSpec) ?? frames[0], test, message }];
    });
  },
  counts: (lines) =>
    countsOfLines(lines, /^\d+ examples?, \d+ failures?.*$/, ([text]) => {
      const [failed, skipped] = [numberOf(text, /failures?/), numberOf(text, /pending/)];
      return testCounts({ passed: numberOf(text, /examples?/) - failed - skipped, failed, skipped });
    }),
};

/** minitest, Rails and test-unit. */
export const minitestReader: OutputReader = {
  tool: "minitest",
  errors: (lines) =>
    lines.flatMap((line, at): FoundError[] => {
      if (!/^ +\d+\) (?:Failure|Error):$/.test(line)) return [];
      const [, test, file] = /^(.+?)(?: \[(.+):\d+\])?:$/.exec(lines[at + 1] ?? "") ?? [];
      if (test === undefined) return [];
      const body = blockOf(lines, at + 2, (next) => next === "" || /^ {4}\S+:\d+:in /.test(next));
      const trace = blockOf(lines, at + 2, (next) => next === "");
      const thrown = trace.flatMap((next) => /^ {4}((?!.*\/gems\/)\S+?):\d+:in /.exec(next)?.[1] ?? []);
      return [{ at, file: file ?? thrown[0], test, message: joinedMessage(body) || "failed" }];
    }),
  counts: (lines) =>
    countsOfLines(lines, /^\d+ (?:runs|tests), \d+ assertions, .*$/, ([text]) => {
      const failed = numberOf(text, /failures/) + numberOf(text, /errors/);
      const skipped = numberOf(text, /skips|pendings/) + numberOf(text, /omissions/);
      return testCounts({
        passed: Math.max(0, numberOf(text, /runs|tests/) - failed - skipped),
        failed,
        skipped,
      });
    }),
};

function isSpec(file: string): boolean {
  return /_spec\.rb$/.test(file);
}
