import { blockOf, type FoundError, joinedMessage } from "../../found-error.js";
import { countsOfLines, numberOf, type OutputReader, testCounts } from "../output-reader.js";

const numbered = /^ {2,}\d+\) (?:test|doctest|property) (.+?) \((\S+)\)$/;

export const elixirReader: OutputReader = {
  tool: "mix test",
  errors: (lines) =>
    lines.flatMap((line, at): FoundError[] => {
      const [, name, module] = numbered.exec(line) ?? [];
      if (name === undefined) return [];
      const file = /^ +(\S+\.exs?):\d+$/.exec(lines[at + 1] ?? "")?.[1];
      const isEnd = (next: string) =>
        numbered.test(next) || /^\S/.test(next) || next.trim() === "stacktrace:";
      const body = blockOf(lines, at + 2, isEnd).filter((next) => !/^ +code: /.test(next));
      return [{ at, file, test: `${module} > ${name}`, message: joinedMessage(body) || "failed" }];
    }),
  counts: (lines) =>
    countsOfLines(
      lines,
      /^(?:\d+ doctests?, )?(?:\d+ propert(?:y|ies), )?(?:\d+ tests?, )?\d+ failures?\b.*$/,
      ([text]) => {
        const of = (label: RegExp) => numberOf(text, label);
        const failed = of(/failures?/) + of(/invalid/);
        const skipped = of(/skipped/) + of(/excluded/);
        const all = of(/tests?/) + of(/doctests?/) + of(/property|properties/);
        return testCounts({ passed: Math.max(0, all - failed - skipped), failed, skipped });
      },
    ),
};
