import { describe, expect, test } from "vitest";
import { compilerErrors } from "../../../src/actors/checks/compiler-errors.js";
import type { FoundError } from "../../../src/actors/checks/found-error.js";

const linesOf = (output: string) => output.split("\n");

describe("one line of a compiler is one error", () => {
  test.each<[string, string, Omit<FoundError, "at">]>([
    [
      "tsc",
      "src/app.ts(128,14): error TS2551: Property 'lenght' does not exist on type 'string'.",
      {
        file: "src/app.ts",
        line: "128:14",
        code: "TS2551",
        message: "Property 'lenght' does not exist on type 'string'.",
      },
    ],
    [
      "tsc, of a path with spaces and parentheses",
      "my app/(shop)/page.tsx(3,1): error TS1005: ';' expected.",
      { file: "my app/(shop)/page.tsx", line: "3:1", code: "TS1005", message: "';' expected." },
    ],
    [
      "tsc with --pretty",
      "src/app.ts:128:14 - error TS2304: Cannot find name 'foo'.",
      { file: "src/app.ts", line: "128:14", code: "TS2304", message: "Cannot find name 'foo'." },
    ],
    [
      "tsc, of no file",
      "error TS18003: No inputs were found in config file '/project/tsconfig.json'.",
      { code: "TS18003", message: "No inputs were found in config file '/project/tsconfig.json'." },
    ],
    [
      "cargo with --message-format short",
      "src/main.rs:128:14: error[E0308]: mismatched types: expected `i32`, found `&str`",
      {
        file: "src/main.rs",
        line: "128:14",
        code: "E0308",
        message: "mismatched types: expected `i32`, found `&str`",
      },
    ],
    [
      "cargo with --message-format short, of an error without a code",
      "src\\main.rs:10:12: error: expected expression, found `;`",
      { file: "src\\main.rs", line: "10:12", message: "expected expression, found `;`" },
    ],
    [
      "go build",
      "./cmd/server/main.go:128:14: undefined: serve",
      { file: "./cmd/server/main.go", line: "128:14", message: "undefined: serve" },
    ],
    [
      "go vet",
      "vet: ../lib/add.go:12:3: cannot use x (variable of type int) as string value",
      {
        file: "../lib/add.go",
        line: "12:3",
        message: "cannot use x (variable of type int) as string value",
      },
    ],
    [
      "go build, of a module it depends on",
      "../go/pkg/mod/example.com/lib@v1.2.3/conn+tls.go:7:20: undefined: tls.Dial",
      {
        file: "../go/pkg/mod/example.com/lib@v1.2.3/conn+tls.go",
        line: "7:20",
        message: "undefined: tls.Dial",
      },
    ],
    [
      "go build on Windows, of another drive",
      "D:\\go\\pkg\\mod\\example.com\\lib@v1.2.3\\conn.go:7:20: undefined: tls.Dial",
      {
        file: "D:\\go\\pkg\\mod\\example.com\\lib@v1.2.3\\conn.go",
        line: "7:20",
        message: "undefined: tls.Dial",
      },
    ],
  ])("%s", (_, line, expected) => {
    expect(compilerErrors(["Building", line, ""])).toEqual([{ at: 1, ...expected }]);
  });

  test.each([
    ["what ts-jest quotes of tsc", "    src/a.test.ts:1:7 - error TS2322: Type 'string' is not a number."],
    ["a file of tsc below a heading", "  src/a.ts(1,7): error TS2322: Type 'string' is not a number."],
    ["what a log quotes of tsc", "skipped, since tsc said: error TS18003: No inputs were found"],
    ["a place that tsc relates to an error", "  src/a.ts:1:57"],
    ["what a test expects of rustc", "  left: src/lib.rs:1:2: error[E0308]: mismatched types"],
    ["a warning of rustc", "src/lib.rs:9:13: warning: unused variable: `x`"],
    ["what a Go test logs of go", "    main_test.go:9: gen.go:5:9: undefined: nope"],
    ["a place in a Go test without a column", "main_test.go:9: expected 4, got 3"],
  ])("and not: %s", (_, line) => {
    expect(compilerErrors([line])).toEqual([]);
  });
});

describe("the errors of rustc", () => {
  test("have the place that the arrow below them points at", () => {
    const output = `error[E0308]: mismatched types
   --> crates/core/src/lib.rs:128:35
    |
128 | pub fn f() -> i32 { "a" }
    |               ---   ^^^ expected \`i32\`, found \`&str\`

error: expected expression, found \`;\`
 --> src\\main.rs:7:3
`;
    expect(compilerErrors(linesOf(output))).toEqual([
      { at: 0, file: "crates/core/src/lib.rs", line: "128:35", code: "E0308", message: "mismatched types" },
      { at: 6, file: "src\\main.rs", line: "7:3", message: "expected expression, found `;`" },
    ]);
  });

  test("may have a message of more lines, which can have arrows of its own", () => {
    const output = `error: this module moved
       from src/old.rs --> src/new.rs:1:1
 --> src/lib.rs:4:1`;
    expect(compilerErrors(linesOf(output))).toEqual([
      { at: 0, file: "src/lib.rs", line: "4:1", message: "this module moved" },
    ]);
  });

  test("are told once, also where only the lines with places are shown", () => {
    const output = `error[E0308]: mismatched types
 --> src/lib.rs:1:21
 --> src/lib.rs:9:4
error: could not compile \`core\` (lib) due to 1 previous error`;
    expect(compilerErrors(linesOf(output))).toEqual([
      { at: 0, file: "src/lib.rs", line: "1:21", code: "E0308", message: "mismatched types" },
    ]);
  });

  test("do not take the place of the error after them", () => {
    const output = `error: could not compile \`core\` (lib) due to 1 previous error
warning: build failed, waiting for other jobs to finish...
error[E0425]: cannot find value \`x\` in this scope
 --> cli/src/main.rs:2:14`;
    expect(compilerErrors(linesOf(output))).toEqual([
      {
        at: 2,
        file: "cli/src/main.rs",
        line: "2:14",
        code: "E0425",
        message: "cannot find value `x` in this scope",
      },
    ]);
  });

  test("are not its warnings, whatever these quote", () => {
    const output = `warning: use of deprecated function \`raise\`: error: call bail instead
 --> src/lib.rs:9:13`;
    expect(compilerErrors(linesOf(output))).toEqual([]);
  });
});
