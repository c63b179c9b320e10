import { describe, expect, test } from "vitest";
import { blockOf, frameFile, isFrame, joinedMessage } from "../../../src/actors/checks/found-error.js";

describe("the message of an assertion", () => {
  test.each([
    [["AssertionError [ERR_ASSERTION]: 1 == 2"], "1 == 2"],
    [["AssertionError: must be ok"], "must be ok"],
    [["Uncaught AssertionError [ERR_ASSERTION]: 1 == 2"], "1 == 2"],
    [["TypeError [Error]: x is not a function"], "TypeError: x is not a function"],
    [["Error [ERR_TEST_FAILURE]: boom"], "Error: boom"],
    [["  expected 3 to be 4 // Object.is equality", ""], "expected 3 to be 4"],
    [["expected { a: 1 } to equal { a: 2 } // deep equality"], "expected { a: 1 } to equal { a: 2 }"],
  ])("leaves out what says nothing: %j", (lines, message) => {
    expect(joinedMessage(lines)).toBe(message);
  });

  test.each([
    "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'nope'",
    "Error: expected no AssertionError: 1 == 2",
    "Error: rejected with TypeError [Error]: boom",
  ])("keeps what says something: %s", (line) => {
    expect(joinedMessage([line])).toBe(line);
  });

  test("is one line", () => {
    expect(joinedMessage(["  Values differ:", "", "   3 !== 4  ", "  "])).toBe("Values differ: 3 !== 4");
  });
});

describe("a line of a stack trace", () => {
  const frames: [string, string | undefined][] = [
    ["    at add (/home/me/project/src/add.js:12:34)", "/home/me/project/src/add.js"],
    ["    at file:///home/me/project/src/add.mjs:1:7", "file:///home/me/project/src/add.mjs"],
    ["at async C:\\project\\src\\add.js:12:34", "C:\\project\\src\\add.js"],
    ["    at async Promise.all [as run] (D:/project/src/add.js:1:2) {", "D:/project/src/add.js"],
    ["    at Page (/home/me/project/app/(shop)/page.tsx:3:9)", "/home/me/project/app/(shop)/page.tsx"],
    [
      "    at eval (eval at run (/home/me/project/src/run.js:3:9), <anonymous>:1:1)",
      "/home/me/project/src/run.js",
    ],
    ["    at src/internal/add.js:1:2", "src/internal/add.js"],
    [" ❯ src/add.test.ts:12:34", "src/add.test.ts"],
    ["   ❯ Object.add src/add.ts:123:4", "src/add.ts"],
    ["❯ C:/project/src/add.ts:1:2", "C:/project/src/add.ts"],
    ["    at read (node:fs:12:34)", undefined],
    ["    at Module._compile (internal/modules/cjs/loader.js:1063:30)", undefined],
    ["    at assert (/home/me/project/node_modules/chai/chai.js:1:2)", undefined],
    ["    at eval (<anonymous>:1:1)", undefined],
    ["    at Array.map (<anonymous>)", undefined],
    ["    at new Promise (<anonymous>) {", undefined],
    ["    at <anonymous>", undefined],
    ["    at Array.forEach (native)", undefined],
  ];

  test.each(frames)(
    "is told from the message above it, and names a file of the project: %s",
    (line, file) => {
      expect(isFrame(line)).toBe(true);
      expect(frameFile([line])).toBe(file);
    },
  );

  test.each([
    "we look at src/add.js:12:34",
    "expected ❯ src/add.js:12:34",
    "    at 10:30 the train leaves",
    "    at noon",
    "    ❯ src/add.js:12:34 is where it happened",
    "    ❯ adds two numbers 12ms",
  ])("is not a line of the message that only reads like one: %s", (line) => {
    expect(isFrame(line)).toBe(false);
  });

  test.each(["we look at src/add.js:12:34", "expected ❯ src/add.js:12:34", "src/add.js:12:34: bad"])(
    "names no file where it is a sentence: %s",
    (line) => {
      expect(frameFile([line])).toBeUndefined();
    },
  );

  test("names the project's first file, whatever stands above it", () => {
    expect(
      frameFile(["Error: boom", ...frames.slice(10).map(([line]) => line), " ❯ a.ts:1:2", " ❯ b.ts:1:2"]),
    ).toBe("a.ts");
  });
});

describe("the lines of a block", () => {
  const isEmpty = (line: string) => line === "";

  test.each([
    ["end before the line that ends it", ["title", "a", "b", "", "c"], ["a", "b"]],
    ["are none where that line comes at once", ["title", "", "a"], []],
    ["reach to the end of the output", ["title", "a", "b"], ["a", "b"]],
  ])("%s", (_, lines, block) => {
    expect(blockOf(lines, 1, isEmpty)).toEqual(block);
  });

  test("are at most 200", () => {
    const lines = Array.from({ length: 300 }, (_, index) => `${index}`);
    expect(blockOf(lines, 50, isEmpty)).toEqual(lines.slice(50, 250));
  });
});
