import { describe, expect, test } from "vitest";
import { looseErrors } from "../../../src/actors/checks/compiler-errors.js";

const linesOf = (output: string) => output.split("\n");

describe("an uncaught error", () => {
  test.each([
    "Error: boom",
    "TypeError: x is not a function",
    "Uncaught Error: boom",
    "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'nope'",
    "Exception: bad",
    "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
    "Acme.Core.BadKeyException: no such key",
  ])("is told by its class and message: %s", (line) => {
    expect(looseErrors(["starting", line, ""])).toEqual([{ at: 1, message: line }]);
  });

  test.each([
    ["a sentence that names one", "retrying after TypeError: x is not a function"],
    ["a counted one", "Errors: 3"],
    ["one in a sentence", "NoError was found: fine"],
    ["one that says nothing", "Error:"],
  ])("is not %s", (_, line) => {
    expect(looseErrors([line, "    at main (/project/src/main.js:1:2)"])).toEqual([]);
  });

  test.each([
    ["its stack", "    at main (/project/src/main.js:1:2)", "/project/src/main.js"],
    ["a blank line", "", undefined],
    ["the next error", "TypeError: y", undefined],
  ])("has a message that ends at %s", (_, end, file) => {
    const lines = ["Error: Cannot find module './x'", "Require stack:", "- /project/b.js", end, "bye", ""];
    expect(looseErrors(lines)[0]).toEqual({
      at: 0,
      file,
      message: "Error: Cannot find module './x' Require stack: - /project/b.js",
    });
  });

  test("has a message of at most seven lines", () => {
    const lines = ["Error: 0", "1", "2", "3", "4", "5", "6", "7", "8", ""];
    expect(looseErrors(lines)).toEqual([{ at: 0, message: "Error: 0 1 2 3 4 5 6" }]);
  });

  test("has a message of one line where nothing shows its end", () => {
    expect(looseErrors(["Error: boom", "make: *** [Makefile:2: test] Error 1"])).toEqual([
      { at: 0, message: "Error: boom" },
    ]);
  });

  test("has the file of its own stack, not of the next error's", () => {
    const output = `Error: first

TypeError: second
    at main (/project/src/second.js:1:2)
RangeError: third
    at main (/project/src/third.js:1:2)`;
    expect(looseErrors(linesOf(output))).toEqual([
      { at: 0, message: "Error: first" },
      { at: 2, file: "/project/src/second.js", message: "TypeError: second" },
      { at: 4, file: "/project/src/third.js", message: "RangeError: third" },
    ]);
  });

  test.each(["file:///project/src/main.mjs", "/project/src/main.cjs", "C:\\project\\src\\main.js"])(
    "of node's parser has the file printed above it: %s",
    (file) => {
      const output = `Server on http://localhost:3000
${file}:128
const a = ;
          ^

SyntaxError: Unexpected token ';'
    at wrapSafe (node:internal/modules/cjs/loader:1464:18)
/project/src/later.js:7`;
      expect(looseErrors(linesOf(output))).toEqual([
        { at: 5, file, message: "SyntaxError: Unexpected token ';'" },
      ]);
    },
  );

  test.each([
    ["an address", "Server on http://localhost:3000"],
    ["an answer", "/api/users:42 took 3 ms"],
    ["a sentence that ends in a place", "reading /project/src/other.js:3"],
  ])("has no file of a line above it that is %s", (_, line) => {
    expect(looseErrors([line, "Error: boom", ""])).toEqual([{ at: 1, message: "Error: boom" }]);
  });

  test("of Python has the project's innermost file, whatever the code there quotes", () => {
    const output = `Traceback (most recent call last):
  File "/project/app.py", line 12, in <module>
    load()
  File "/project/core.py", line 7, in load
    raise BadKey('no such key, File "settings.toml", line 4')
  File "/usr/lib/python3.12/json/decoder.py", line 355, in raw_decode
    raise JSONDecodeError("Expecting value", s, err.value) from None
json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)`;
    expect(looseErrors(linesOf(output))).toEqual([
      {
        at: 7,
        file: "/project/core.py",
        message: "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
      },
    ]);
  });

  test("has no file of a traceback that is far above it or below it", () => {
    const frame = '  File "/project/app.py", line 3, in <module>';
    const between = Array.from({ length: 12 }, () => "working");
    expect(looseErrors([frame, ...between, "ValueError: bad", "", frame])).toEqual([
      { at: 13, message: "ValueError: bad" },
    ]);
  });
});
