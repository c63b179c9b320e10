import { describe, expect, test } from "vitest";
import { testErrors } from "../../../src/actors/checks/test-errors.js";

const linesOf = (output: string) => output.split("\n");

describe("the failing tests of mocha", () => {
  test("are told below their number, with their suites, and not in the list of what runs", () => {
    const output = `queue:  2 failing
  2 failing jobs are left, as they should be

  1) opens
  cart:
    ✔ is empty
    2) adds: twice


  1 passing (6ms)
  12 failing

  1) opens:
     Error: connection refused
      at Context.<anonymous> (test/open.js:3:9)
      at process.processImmediate (node:internal/timers:483:21)

  12) cart:
       of a guest
         adds: twice:

      AssertionError [ERR_ASSERTION]: the sum + expected - actual is wrong

      + expected - actual

      -3
      +4

      at Context.<anonymous> (file:///project/test/cart.js:12:54)
`;
    expect(testErrors(linesOf(output))).toEqual([
      { at: 12, file: "test/open.js", test: "opens", message: "Error: connection refused" },
      {
        at: 17,
        file: "file:///project/test/cart.js",
        test: "cart: > of a guest > adds: twice",
        message: "the sum + expected - actual is wrong",
      },
    ]);
  });

  test("may have a message with a numbered list", () => {
    const output = `  1 failing

  1) plan:
     Error: these steps are missing:
       1) build
    2) test
  3) publish
      at Context.<anonymous> (test/plan.js:9:9)`;
    expect(testErrors(linesOf(output))).toEqual([
      {
        at: 2,
        file: undefined,
        test: "plan",
        message: "Error: these steps are missing: 1) build 2) test",
      },
    ]);
  });

  test("are told for each of two runs", () => {
    const run = (name: string) =>
      `  1) ${name}\n\n  0 passing (6ms)\n  1 failing\n\n  1) ${name}:\n     late\n\n`;
    expect(testErrors(linesOf(run("opens") + run("closes")))).toEqual([
      { at: 5, file: undefined, test: "opens", message: "late" },
      { at: 13, file: undefined, test: "closes", message: "late" },
    ]);
  });

  test("are told also where the output is cut off", () => {
    expect(testErrors(linesOf("  1 failing\n\n  1) opens:"))).toEqual([
      { at: 2, file: undefined, test: "opens", message: "failed" },
    ]);
  });

  test("are not a numbered list alone", () => {
    expect(testErrors(linesOf("Next steps:\n\n  1) open this:\n     https://localhost:3000"))).toEqual([]);
  });
});
