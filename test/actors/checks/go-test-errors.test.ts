import { describe, expect, test } from "vitest";
import { testErrors } from "../../../src/actors/checks/test-errors.js";

const linesOf = (output: string) => output.split("\n");

describe("the failing tests of go", () => {
  test("have the first that they logged as their message, with all its lines", () => {
    const output = `--- FAIL: TestDiff (0.00s)
    diff_test.go:128: values differ:
        - want: --- a, === b, ok
        + got:  FAIL

        see gen.go:5: what it made
        gen.go:5:9: undefined: nope
    diff_test.go:130: and more
        of the same
--- FAIL: TestQuoted (12.50s)
    quoted_test.go:9: got --- FAIL: TestOther (0.00s)
--- FAIL: TestOther (0.00s) is what it printed
FAIL
FAIL	example.com/shop	12.519s`;
    expect(testErrors(linesOf(output))).toEqual([
      {
        at: 0,
        package: "example.com/shop",
        file: "diff_test.go",
        test: "TestDiff",
        message:
          "values differ: - want: --- a, === b, ok + got:  FAIL see gen.go:5: what it made gen.go:5:9: undefined: nope",
      },
      {
        at: 9,
        package: "example.com/shop",
        file: "quoted_test.go",
        test: "TestQuoted",
        message: "got --- FAIL: TestOther (0.00s)",
      },
    ]);
  });

  test("have a message of testify, which begins on the next line", () => {
    const output = `--- FAIL: TestAdd (0.00s)
    add_test.go:10:
        	Error Trace:	/project/add_test.go:10
        	Error:      	Not equal:
        	            	expected: 4
        	            	actual  : 3
        	Test:       	TestAdd
FAIL`;
    expect(testErrors(linesOf(output))).toEqual([
      {
        at: 0,
        file: "add_test.go",
        test: "TestAdd",
        message:
          "Error Trace:\t/project/add_test.go:10 Error:      \tNot equal: expected: 4 actual  : 3 Test:       \tTestAdd",
      },
    ]);
  });

  test("are not those that failed only since a test in them failed", () => {
    const output = `--- FAIL: TestRoutes (0.00s)
    --- FAIL: TestRoutes/GET_/users (0.00s)
        routes_test.go:20: got 404
        routes_test.go:21: and no body
    --- FAIL: TestRoutes/POST_/users (0.00s)
--- FAIL: TestRoutesOfAdmins (0.00s)
    routes_test.go:33: some are missing
    --- FAIL: TestRoutesOfAdmins/GET (0.00s)
        routes_test.go:31: got 403
FAIL	example.com/shop	0.002s`;
    expect(testErrors(linesOf(output))).toEqual([
      {
        at: 1,
        package: "example.com/shop",
        file: "routes_test.go",
        test: "TestRoutes/GET_/users",
        message: "got 404",
      },
      {
        at: 4,
        package: "example.com/shop",
        file: undefined,
        test: "TestRoutes/POST_/users",
        message: "failed",
      },
      {
        at: 5,
        package: "example.com/shop",
        file: "routes_test.go",
        test: "TestRoutesOfAdmins",
        message: "some are missing",
      },
      {
        at: 7,
        package: "example.com/shop",
        file: "routes_test.go",
        test: "TestRoutesOfAdmins/GET",
        message: "got 403",
      },
    ]);
  });

  test("have their message above their result with -v", () => {
    const output = `=== RUN   TestSlow
=== PAUSE TestSlow
=== RUN   TestAdd
=== RUN   TestAdd/negative
    add_test.go:20: expected -1, got 1
        after a sign
  and this it printed
--- FAIL: TestAdd (0.00s)
    --- FAIL: TestAdd/negative (0.00s)
=== RUN   TestPass
    pass_test.go:3: is fine
--- PASS: TestPass (0.00s)
=== CONT  TestSlow
    slow_test.go:7: too late
--- FAIL: TestSlow (1.00s)
FAIL
FAIL	example.com/shop	1.002s`;
    expect(testErrors(linesOf(output))).toEqual([
      {
        at: 8,
        package: "example.com/shop",
        file: "add_test.go",
        test: "TestAdd/negative",
        message: "expected -1, got 1 after a sign",
      },
      { at: 14, package: "example.com/shop", file: "slow_test.go", test: "TestSlow", message: "too late" },
    ]);
  });

  test.each([
    ["without -v", (log: string) => `--- FAIL: TestAdd (0.00s)\n    add_test.go:9: ${log}\n`],
    ["with -v", (log: string) => `=== RUN   TestAdd\n    add_test.go:9: ${log}\n--- FAIL: TestAdd (0.00s)\n`],
  ])("have a message for each of the runs that -count asks for, %s", (_, run) => {
    const messages = testErrors(linesOf(run("late") + run("never"))).map(({ message }) => message);
    expect(messages).toEqual(["late", "never"]);
  });

  test("have no message from what they printed without logging it", () => {
    const output = `=== RUN   TestTable
        total  12:01:07
--- FAIL: TestTable (0.00s)
FAIL
FAIL	example.com/shop	0.002s`;
    expect(testErrors(linesOf(output))).toEqual([
      { at: 2, package: "example.com/shop", file: undefined, test: "TestTable", message: "failed" },
    ]);
  });

  test("have nothing from another package", () => {
    const output = `=== RUN   TestNew
    a_test.go:3: is fine
--- PASS: TestNew (0.00s)
PASS
ok  	example.com/a	0.002s
=== RUN   TestNew
--- FAIL: TestNew (0.00s)
FAIL
FAIL	example.com/b	0.002s
=== RUN   TestNew
--- FAIL: TestNew (0.00s)
FAIL
FAIL	example.com/c	0.002s
panic: no configuration
FAIL	example.com/d	0.002s
=== RUN   TestNew
    e_test.go:3: is all that it says
panic: no configuration
FAIL	example.com/e	0.002s
=== RUN   TestNew
--- FAIL: TestNew (0.00s)
FAIL
FAIL	example.com/f	0.002s`;
    expect(testErrors(linesOf(output))).toEqual([
      { at: 6, package: "example.com/b", file: undefined, test: "TestNew", message: "failed" },
      { at: 10, package: "example.com/c", file: undefined, test: "TestNew", message: "failed" },
      { at: 20, package: "example.com/f", file: undefined, test: "TestNew", message: "failed" },
    ]);
  });
});
