import type { TestCase } from "../results/test-report.js";

/** The leaves: a test that holds others is closed by a line that is indented less than theirs. */
export function tapTests(lines: readonly string[]): TestCase[] {
  let depth = 0;
  const suites: string[] = [];
  return lines.flatMap((line): TestCase[] => {
    const [, indent = "", heading, not, description] =
      /^(\s*)(?:# Subtest: (.*)|(not )?ok \d+(?: -)? ?(.*))$/.exec(line) ?? [];
    if (heading !== undefined) suites[indent.length / 4] = heading;
    if (description === undefined) return [];
    const isParent = indent.length < depth;
    depth = indent.length;
    if (isParent) return [];
    if (/^\S+\.[cm]?[jt]sx?(?: # SKIP no tests found)?$/.test(description)) return [];
    const [name = "", directive = ""] = description.split(/(?<!\\) # /);
    const suite = suites.slice(0, indent.length / 4).join(" > ");
    const isSkipped = /^(?:skip|todo)\b/i.test(directive);
    const status = isSkipped ? "skipped" : not === undefined ? "passed" : "failed";
    return [{ ...(suite === "" ? {} : { suite }), name, status }];
  });
}
