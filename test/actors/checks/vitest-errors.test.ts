import { describe, expect, test } from "vitest";
import { errorLines } from "../../../src/actors/checks/error-lines.js";
import { testErrors } from "../../../src/actors/checks/test-errors.js";

const linesOf = (output: string) => output.split("\n");

describe("the failing tests of vitest", () => {
  test("are named below their project and file, with the message above the comparison", () => {
    const output = `⎯⎯⎯⎯⎯⎯⎯ Failed Suites 1 ⎯⎯⎯⎯⎯⎯⎯

 FAIL  |e2e| my app/b c.test.ts [ my app/b c.test.ts ]
Error: Cannot find module './missing.js' imported from my app/b c.test.ts
 ❯ my app/b c.test.ts:1:1

⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[1/3]⎯

⎯⎯⎯⎯⎯⎯⎯ Failed Tests 2 ⎯⎯⎯⎯⎯⎯⎯

 FAIL  |unit tests| src/cart.test.ts > cart > v1.5 > adds up
AssertionError: expected 3 to be 4 // Object.is equality

- Expected
+ Received

- 4
+ 3

 ❯ src/cart.test.ts:12:34

⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[2/3]⎯

 FAIL  src/cart.test.ts > throws a word
Unknown Error: late
⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[3/3]⎯

 Test Files  2 failed (2)`;
    expect(testErrors(linesOf(output))).toEqual([
      {
        at: 2,
        file: "my app/b c.test.ts",
        test: undefined,
        message: "Error: Cannot find module './missing.js' imported from my app/b c.test.ts",
      },
      { at: 10, file: "src/cart.test.ts", test: "cart > v1.5 > adds up", message: "expected 3 to be 4" },
      { at: 23, file: "src/cart.test.ts", test: "throws a word", message: "Unknown Error: late" },
    ]);
  });

  test("may share one message", () => {
    const output = ` FAIL  a.test.ts > opens 1
 FAIL  a.test.ts > opens 2
 FAIL  b.test.ts > closes
Error: connection refused
 ❯ src/open.ts:4:9`;
    const message = "Error: connection refused";
    expect(testErrors(linesOf(output))).toEqual([
      { at: 0, file: "a.test.ts", test: "opens 1", message },
      { at: 1, file: "a.test.ts", test: "opens 2", message },
      { at: 2, file: "b.test.ts", test: "closes", message },
    ]);
  });

  test("have messages of more lines, which end where a stack begins", () => {
    const output = ` FAIL  a.test.ts > run
Error: the command said ⎯ and that is not all - Expected or not:
got FAIL  x.test.ts > y
TypeError: broken
    at main (src/main.js:3:5)

 ❯ a.test.ts:4:45`;
    expect(testErrors(linesOf(output))).toEqual([
      {
        at: 0,
        file: "a.test.ts",
        test: "run",
        message:
          "Error: the command said ⎯ and that is not all - Expected or not: got FAIL  x.test.ts > y TypeError: broken",
      },
    ]);
  });

  test("are told also where nothing is said about them", () => {
    expect(testErrors([" FAIL  a.test.ts > run"])).toEqual([
      { at: 0, file: "a.test.ts", test: "run", message: "failed" },
    ]);
  });

  test("are found also where the project's name is told by its colour", () => {
    const bold = "\u001b[41m\u001b[1m FAIL \u001b[22m\u001b[49m";
    const name = "\u001b[30m\u001b[43m unit tests \u001b[49m\u001b[39m";
    const output = `${bold} ${name} a.test.ts\u001b[2m > \u001b[22madds\n\u001b[31mError: late\u001b[39m`;
    expect(errorLines("test", output, "/project")).toMatchObject([
      { file: "a.test.ts", text: "adds: Error: late" },
    ]);
  });
});
