import { describe, expect, test } from "vitest";
import { errorLines } from "../../../src/actors/checks/error-lines.js";
import { testErrors } from "../../../src/actors/checks/test-errors.js";

const linesOf = (output: string) => output.split("\n");
const failing = (body: string) => linesOf(`FAIL ./a.test.js\n  ● cart › adds up\n\n${body}`);

describe("the failing tests of jest", () => {
  test.each([
    ["FAIL src/a.test.js"],
    ["FAIL unit src/a.test.js"],
    ["FAIL unit tests src/a.test.js (17.456 s)"],
    ["FAIL src/a.test.js (5.2 s, 34 MB heap size)"],
  ])("are in the file of the heading above them: %s", (heading) => {
    expect(testErrors([heading, "  ✕ adds up", "", "  ● cart › empty › adds up", "", "    late"])).toEqual([
      { at: 3, file: "src/a.test.js", test: "cart > empty > adds up", message: "late" },
    ]);
  });

  test("are in no other file that a test speaks of", () => {
    const output = `FAIL ./a.test.js
  ● Console

    console.log
        ● this is no test
      FAIL ./logged.js

      at Object.log (a.test.js:2:32)

FAIL to open b.json is what the test wants
  ● Console speaks

    late

      at Object.<anonymous> (a.test.js:3:1)`;
    expect(testErrors(linesOf(output))).toEqual([
      { at: 10, file: "./a.test.js", test: "Console speaks", message: "late" },
    ]);
  });

  test("are not the points of a list that another tool printed", () => {
    expect(testErrors(["Still to do:", "  ● write the tests"])).toEqual([]);
  });

  test.each([
    ["two values", "Expected: > 5\n    Received:   3", "expected > 5, received 3"],
    ["what it is not", "Expected: not 3", "Expected: not 3"],
    ["what it is", "Received: 0", "Received: 0"],
    [
      "values on lines of their own",
      "Expected value to strictly be equal to:\n      2\n    Received:\n      1",
      "Expected value to strictly be equal to: 2 Received: 1",
    ],
  ])("are told by %s", (_, compared, message) => {
    expect(testErrors(failing(`    ${compared}\n\n      1 | expect(`))).toEqual([
      { at: 1, file: "./a.test.js", test: "cart > adds up", message },
    ]);
  });

  test.each([
    ["its place, at the start of a file", "    > 1 | expect(1).toBe(2)"],
    ["its place, further down", "       6 | const a = 1;\n    >  8 | expect(a).toBe(2)"],
    ["its place, far down", "      98 | const a = 1;\n    > 100 | expect(a).toBe(2)"],
    ["a stack", "      at Object.<anonymous> (a.test.js:1:2)"],
    ["the next test", "  ● cart"],
    ["the sum of all", "Test Suites: 1 failed, 1 total\nTime:        0.238 s"],
  ])("have a message that ends at %s", (_, end) => {
    expect(testErrors(failing(`    sold: 12 | 7\n    +   ● sugar\n\n${end}`))[0]).toEqual({
      at: 1,
      file: "./a.test.js",
      test: "cart > adds up",
      message: "sold: 12 | 7 +   ● sugar",
    });
  });

  test("are told also where nothing is said about them", () => {
    expect(testErrors(failing("\n      1 | throw new Error()"))).toEqual([
      { at: 1, file: "./a.test.js", test: "cart > adds up", message: "failed" },
    ]);
  });

  test("are found also where the heading has colours", () => {
    const heading = "\u001b[0m\u001b[7m\u001b[1m\u001b[31m FAIL \u001b[39m\u001b[22m\u001b[27m\u001b[0m";
    const name = "\u001b[0m\u001b[7m\u001b[37m unit \u001b[39m\u001b[27m\u001b[0m";
    for (const coloured of [heading, `${heading} ${name}`]) {
      const output = `${coloured} \u001b[2msrc/\u001b[22m\u001b[1ma.test.js\u001b[22m\n\u001b[1m  ● adds\u001b[22m\n\n    late`;
      expect(errorLines("test", output, "/project")).toMatchObject([
        { file: "src/a.test.js", text: "adds: late" },
      ]);
    }
  });
});
