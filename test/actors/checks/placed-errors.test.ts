import { describe, expect, test } from "vitest";
import { looseErrors } from "../../../src/actors/checks/compiler-errors.js";
import type { FoundError } from "../../../src/actors/checks/found-error.js";

describe("a line that starts with a place is an error", () => {
  test.each<[string, string, Omit<FoundError, "at">]>([
    [
      "gcc",
      "main.c:128:14: error: 'for' loop initial declarations are only allowed in C99 or C11 mode",
      {
        file: "main.c",
        line: "128:14",
        message: "'for' loop initial declarations are only allowed in C99 or C11 mode",
      },
    ],
    [
      "gcc, of a short name",
      "a.c:3:5: fatal error: missing.h: No such file or directory",
      { file: "a.c", line: "3:5", message: "missing.h: No such file or directory" },
    ],
    [
      "clang on Windows",
      "C:\\project\\main.c:3:5: error: unknown type name 'foo'",
      { file: "C:\\project\\main.c", line: "3:5", message: "unknown type name 'foo'" },
    ],
    [
      "clang, with a remark in brackets",
      "2024/day1.c:3:5: error: no member named 'x' in 'struct y' (built-in) here",
      { file: "2024/day1.c", line: "3:5", message: "no member named 'x' in 'struct y' (built-in) here" },
    ],
    [
      "clang, with a last word in brackets",
      "day1.c:3:5: error: 'gets' is unavailable (removed)",
      { file: "day1.c", line: "3:5", message: "'gets' is unavailable (removed)" },
    ],
    [
      "javac",
      "    @acme/Main.java:128: error: ';' expected",
      { file: "@acme/Main.java", line: "128", message: "';' expected" },
    ],
    [
      "mypy",
      'src/app.py:3: error: Incompatible return value type (got "str")  [return-value]',
      {
        file: "src/app.py",
        line: "3",
        code: "return-value",
        message: 'Incompatible return value type (got "str")',
      },
    ],
    [
      "ruff",
      "src/app.py:12:5: PLR0913 Too many arguments in function definition (7 > 5)",
      {
        file: "src/app.py",
        line: "12:5",
        code: "PLR0913",
        message: "Too many arguments in function definition (7 > 5)",
      },
    ],
    [
      "pylint",
      "src/app.py:3:0: W0622: Redefining built-in 'help' (redefined-builtin)",
      {
        file: "src/app.py",
        line: "3:0",
        code: "W0622",
        message: "Redefining built-in 'help' (redefined-builtin)",
      },
    ],
    [
      "ty",
      "src/app.py:3:5: error[invalid-return-type] Return type does not match returned value",
      {
        file: "src/app.py",
        line: "3:5",
        message: "[invalid-return-type] Return type does not match returned value",
      },
    ],
    [
      "shellcheck, of a script above the folder",
      "../bin/deploy:3:6: error: Couldn't parse this function. [SC1073]",
      { file: "../bin/deploy", line: "3:6", code: "SC1073", message: "Couldn't parse this function." },
    ],
    [
      "shellcheck, of a script told from the root",
      "/project/bin/deploy:3:6: error: Couldn't parse this function. [SC1073]",
      { file: "/project/bin/deploy", line: "3:6", code: "SC1073", message: "Couldn't parse this function." },
    ],
    [
      "stylelint",
      "src/app.css:3:5: Unexpected empty block (block-no-empty)",
      { file: "src/app.css", line: "3:5", code: "block-no-empty", message: "Unexpected empty block" },
    ],
    [
      "vale",
      "README.md:12:5:Vale.Spelling:Did you really mean 'teh'?",
      { file: "README.md", line: "12:5", message: "Vale.Spelling:Did you really mean 'teh'?" },
    ],
  ])("as %s prints it", (_, line, expected) => {
    expect(looseErrors(["checking", line])).toEqual([{ at: 1, ...expected }]);
  });

  test.each([
    ["a warning", "main.c:9:1: warning: unused variable 'x'"],
    ["a warning of ty", "src/app.py:3:5: warning[possibly-unresolved-reference] Name `x` used"],
    ["a warning of yamllint", './ci.yml:1:1: [warning] missing document start "---" (document-start)'],
    ["a note", "main.c:9:1: note: declared here"],
    ["a line that was found by a search", "src/app.ts:12: export const none = [];"],
    ["a line of a log", "[12:00:01] retrying after src/app.c:3:5: error: busy"],
    ["a time", "12:30:45: error: busy"],
  ])("but not %s", (_, line) => {
    expect(looseErrors([line])).toEqual([]);
  });
});

test.each(["Error", "src/", "A.b."])("a line of the long word %s… is no error", (part) => {
  expect(looseErrors([part.repeat(500)])).toEqual([]);
});
