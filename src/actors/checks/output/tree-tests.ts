import type { TestCase } from "../results/test-report.js";

export interface TestTree {
  /** Captures the indentation and the name. */
  suite: RegExp;
  /** Captures the indentation, the mark and the name. */
  test: RegExp;
  status: (mark: string, line: string) => TestCase["status"];
  /** A suite is closed by a line like a test's, which is indented less than those in it. */
  isClosed?: boolean;
}

/** The tests that a tool lists as a tree, with the suites around them. */
export function treeTests(lines: readonly string[], { suite, test, status, isClosed }: TestTree): TestCase[] {
  let open: { indent: number; name: string }[] = [];
  return lines.flatMap((line): TestCase[] => {
    const [, indent, mark = "", name] = test.exec(line) ?? [];
    const [, suiteIndent, suiteName] = name === undefined ? (suite.exec(line) ?? []) : [];
    const depth = (indent ?? suiteIndent)?.length;
    if (depth === undefined) return [];
    const isEnd = isClosed === true && open.some((other) => other.indent === depth && other.name === name);
    open = open.filter((other) => other.indent < depth);
    if (suiteName !== undefined) open.push({ indent: depth, name: suiteName });
    if (name === undefined || isEnd) return [];
    const suites = open.map((other) => other.name).join(" > ");
    return [{ ...(suites === "" ? {} : { suite: suites }), name, status: status(mark, line) }];
  });
}
