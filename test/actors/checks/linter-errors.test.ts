import { describe, expect, test } from "vitest";
import { compilerErrors } from "../../../src/actors/checks/compiler-errors.js";
import type { FoundError } from "../../../src/actors/checks/found-error.js";

const linesOf = (output: string) => output.split("\n");

describe("the errors of eslint", () => {
  test("are below their file, whatever its name, with their place, message and rule", () => {
    const output = `
/home/me/project/src/app.js
    1:5   error    'unused' is defined but never used      no-unused-vars
  128:14  error    Do not compare  with ==                 local/no.loose
   12:128 warning  Unexpected console statement            no-console
  130:1   error    Unable to resolve path to module './x'  import/no-unresolved

/home/me/project/bin/cli
  3:1  error  Parsing error: Unexpected token ;

C:\\project\\bin\\cli
  4:1  error  Unexpected var, use let or const instead  no-var

app/[id]/page v2.tsx
  5:1  error  Missing semicolon  semi
`;
    expect(compilerErrors(linesOf(output))).toEqual([
      {
        at: 2,
        file: "/home/me/project/src/app.js",
        line: "1:5",
        code: "no-unused-vars",
        message: "'unused' is defined but never used",
      },
      {
        at: 3,
        file: "/home/me/project/src/app.js",
        line: "128:14",
        code: "local/no.loose",
        message: "Do not compare  with ==",
      },
      {
        at: 5,
        file: "/home/me/project/src/app.js",
        line: "130:1",
        code: "import/no-unresolved",
        message: "Unable to resolve path to module './x'",
      },
      {
        at: 8,
        file: "/home/me/project/bin/cli",
        line: "3:1",
        message: "Parsing error: Unexpected token ;",
      },
      {
        at: 11,
        file: "C:\\project\\bin\\cli",
        line: "4:1",
        code: "no-var",
        message: "Unexpected var, use let or const instead",
      },
      { at: 14, file: "app/[id]/page v2.tsx", line: "5:1", code: "semi", message: "Missing semicolon" },
    ]);
  });

  test.each([
    ["below no heading", "  1:5  error  connection lost"],
    [
      "below no heading, beside a limit of warnings",
      "  1:5  warning  connection slow\nESLint found too many warnings (maximum: 0).",
    ],
    ["below a sentence that names a file", "see app.js for more:\n  1:5  error  connection lost"],
    ["below a line that only speaks", "Connections:\n  1:5  error  connection lost"],
    ["below an indented file", "  src/app.js\n  1:5  error  connection lost"],
  ])("are not lines that look like them %s", (_, output) => {
    expect(compilerErrors(linesOf(output))).toEqual([]);
  });

  test("are not the lines of a log after them", () => {
    const output = `/project/app.js
  1:5  error  Missing semicolon  semi
server  10:22  error  connection lost`;
    expect(compilerErrors(linesOf(output))).toEqual([
      { at: 1, file: "/project/app.js", line: "1:5", code: "semi", message: "Missing semicolon" },
    ]);
  });

  const warned = `/project/a.js
  1:5  warning  Unexpected console statement  no-console
`;
  const failed = `/project/b.js
  2:1  error  'foo' is not defined  no-undef
`;
  const tooMany = "ESLint found too many warnings (maximum: 0).";
  const warning: FoundError = {
    at: 1,
    file: "/project/a.js",
    line: "1:5",
    code: "no-console",
    message: "Unexpected console statement",
  };
  const error: FoundError = {
    at: 4,
    file: "/project/b.js",
    line: "2:1",
    code: "no-undef",
    message: "'foo' is not defined",
  };

  test.each<[string, string, FoundError[]]>([
    ["not its warnings", `${warned}\n✖ 1 problem (0 errors, 1 warning)`, []],
    ["its warnings where these are too many", `${warned}\n${tooMany}`, [warning]],
    ["not its warnings beside errors", `${warned}\n${failed}`, [error]],
    ["not its warnings beside another package's errors", `${warned}\n${failed}\n${tooMany}`, [error]],
  ])("are %s", (_, output, expected) => {
    expect(compilerErrors(linesOf(output))).toEqual(expected);
  });

  test.each<[string, string, Omit<FoundError, "at">]>([
    [
      "unix",
      "/home/me/my project/app.js:128:14: Unexpected var, use let or const instead. [Error/no-var]",
      {
        file: "/home/me/my project/app.js",
        line: "128:14",
        code: "no-var",
        message: "Unexpected var, use let or const instead.",
      },
    ],
    [
      "unix, without a rule",
      "/project/app.js:1:9: Parsing error: Unexpected token ; [Error]",
      { file: "/project/app.js", line: "1:9", message: "Parsing error: Unexpected token ;" },
    ],
    [
      "compact",
      "/home/me/my project/app.js: line 128, col 14, Error - Unexpected call (see the guide). (import/no-x)",
      {
        file: "/home/me/my project/app.js",
        line: "128:14",
        code: "import/no-x",
        message: "Unexpected call (see the guide).",
      },
    ],
    [
      "compact, without a rule",
      "/project/app.js: line 1, col 9, Error - Parsing error: Unexpected token ;",
      { file: "/project/app.js", line: "1:9", message: "Parsing error: Unexpected token ;" },
    ],
  ])("are read in its format %s", (_, line, expected) => {
    expect(compilerErrors(["", line])).toEqual([{ at: 1, ...expected }]);
  });

  test.each([
    ["a warning", "/project/a.js:2:1: Unexpected console statement. [Warning/no-console]"],
    ["a warning that speaks of one", "/project/a.js:2:1: Say more than [Error] here. [Warning/log-text]"],
    ["what a test expects of it", "    + /project/a.js:1:5: Unexpected var. [Error/no-var]"],
    [
      "a compact warning",
      "/project/a.js: line 2, col 1, Warning - Unexpected console statement. (no-console)",
    ],
    ["an indented compact line", "    /project/a.js: line 1, col 5, Error - Unexpected var. (no-var)"],
  ])("are in these formats not %s", (_, line) => {
    expect(compilerErrors([line])).toEqual([]);
  });
});

describe("the errors of biome", () => {
  test.each<[string, string, Omit<FoundError, "at" | "message">]>([
    [
      "a rule",
      "src/my app.ts:128:14 lint/suspicious/noDoubleEquals  FIXABLE  ━━━━━━━━━━━━",
      { file: "src/my app.ts", line: "128:14", code: "noDoubleEquals" },
    ],
    [
      "an assist",
      "a.ts:12:1 assist/source/organizeImports ━━━━━━━━━",
      { file: "a.ts", line: "12:1", code: "organizeImports" },
    ],
    ["the formatter", "a.ts format ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━", { file: "a.ts", code: "format" }],
    [
      "the parser",
      "a.ts:3:25 parse ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━",
      { file: "a.ts", line: "3:25", code: "parse" },
    ],
    [
      "its configuration",
      "/project/biome.json:1:12 deserialize ━━━━━━━━━━━━━",
      { file: "/project/biome.json", line: "1:12", code: "deserialize" },
    ],
    [
      "a file it cannot read",
      "missing.ts fs/cantRead ━━━━━━━━━━━━━━━━━━━━━━━━━━━",
      { file: "missing.ts", code: "cantRead" },
    ],
  ])("are read below the heading of %s", (_, heading, expected) => {
    expect(compilerErrors([heading, "", "  × Some words of biome.", "  "])).toEqual([
      { at: 0, ...expected, message: "Some words of biome." },
    ]);
  });

  test.each([
    ["a warning, whatever it says", "a.ts:1:97 lint/style/useConst ━━━━━━━━━\n\n  ! This runs 2 × 3 times."],
    ["the sum of all", "check ━━━━━━━━━━━━━━━\n\n  × Some errors were emitted while running checks."],
    ["what a test expects of it", "    a.ts format ━━━━━━━━━━━━━━━━━━━\n\n      × Some words of biome."],
    ["another tool's rule", "All tests ━━━━━━━━━━━━━━━━\n\n  ✖ adds two numbers"],
    ["a heading with nothing below it", "a.ts format ━━━━━━━━━━━━━━━━━━━━━━"],
  ])("are not %s", (_, output) => {
    expect(compilerErrors(linesOf(output))).toEqual([]);
  });
});
