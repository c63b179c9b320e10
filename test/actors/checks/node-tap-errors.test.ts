import { describe, expect, test } from "vitest";
import { nodeTestErrors } from "../../../src/actors/checks/node-test-errors.js";

const linesOf = (output: string) => output.split("\n");
const told = (output: string) => nodeTestErrors(linesOf(output));

/** What node prints of a failing test: its error is one line of YAML, or a key with lines below it. */
const nodeTap = (title: string, error: string, location = "'/home/me/project/t/a.test.js:2:1'") =>
  linesOf(`TAP version 13
not ok 1 - ${title}
  ---
  duration_ms: 1.08
  location: ${location}
  failureType: 'testCodeFailure'
  ${error}
  code: 'ERR_TEST_FAILURE'
  ...
1..1`);

describe("the failing tests of node's TAP reporter", () => {
  test.each([
    ["with an apostrophe", `error: "it's bad"`, "it's bad"],
    [
      "with both quotes and a Windows path",
      'error: `it\'s "bad" in C:\\\\new\\\\dir`',
      `it's "bad" in C:\\new\\dir`,
    ],
    ["with a Windows path", "error: 'no C:\\\\new\\\\dir'", "no C:\\new\\dir"],
    ["with quotes of its own", `error: "'quoted'"`, "'quoted'"],
    ["with a quote at one end", "error: 'a' is not b", "'a' is not b"],
    ["that is empty", "error: ''", ""],
    ["that is a bar", "error: '|'", "|"],
    ["that begins like a block", "error: |- is no operator", "|- is no operator"],
    ["that ends like a block", "error: expected >", "expected >"],
    [
      "of several lines",
      "error: |-\n    Expected values to be strictly equal:\n\n    3 !== 4\n      \n",
      "Expected values to be strictly equal: 3 !== 4",
    ],
  ])("have a message %s", (_, error, message) => {
    expect(nodeTestErrors(nodeTap("adds", error))).toEqual([
      { at: 1, test: "adds", file: "/home/me/project/t/a.test.js", message },
    ]);
  });

  test.each([
    ["issue \\#12 in \\\\server", "issue #12 in \\server"],
    ["handles \\# todo", "handles # todo"],
    ["prints # todos", "prints # todos"],
    ["two lines\\\\nlong", "two lines\\nlong"],
  ])("are told by their names as they were written: %s", (title, name) => {
    expect(nodeTestErrors(nodeTap(title, "error: 'bad'"))).toEqual([
      { at: 1, test: name, file: "/home/me/project/t/a.test.js", message: "bad" },
    ]);
  });

  test.each(["later # TODO", "later # TODO when it is there", "later # SKIP", "later # todo"])(
    "are not those that may fail: %s",
    (title) => {
      expect(nodeTestErrors(nodeTap(title, "error: 'bad'"))).toEqual([]);
    },
  );

  test.each([
    ["'C:\\\\project\\\\t\\\\a.test.js:12:34'", "C:\\project\\t\\a.test.js"],
    ["'/home/me/project (old)/t/a.test.js:12:34'", "/home/me/project (old)/t/a.test.js"],
    ["'/home/me/a:1:2:b/t/a.test.js:12:34'", "/home/me/a:1:2:b/t/a.test.js"],
  ])("have the file of their place: %s", (location, file) => {
    expect(nodeTestErrors(nodeTap("adds", "error: 'bad'", location))).toEqual([
      { at: 1, test: "adds", file, message: "bad" },
    ]);
  });

  test("are told once, with the names of the suites around them", () => {
    const output = `# Subtest: suite
    # Subtest: adds
    not ok 12 - adds
      ---
      location: '/home/me/project/t/a.test.js:4:34'
      failureType: 'testCodeFailure'
      error: '2 subtests failed'
      ...
    1..1
not ok 3 - suite
  ---
  location: '/home/me/project/t/a.test.js:3:1'
  failureType: 'subtestsFailed'
  error: '1 subtest failed'
  ...`;
    expect(told(output)).toEqual([
      { at: 2, test: "suite > adds", file: "/home/me/project/t/a.test.js", message: "2 subtests failed" },
    ]);
  });

  test("are told with the suite whose hook failed", () => {
    const output = `# Subtest: suite
    # Subtest: adds
    not ok 1 - adds
      ---
      failureType: 'cancelledByParent'
      error: 'test did not finish before its parent and was cancelled'
      ...
    1..1
not ok 1 - suite
  ---
  failureType: 'hookFailed'
  error: 'no database'
  ...`;
    expect(told(output)).toEqual([
      { at: 2, test: "suite > adds", message: "test did not finish before its parent and was cancelled" },
      { at: 8, test: "suite", message: "no database" },
    ]);
  });
});

describe("a file that failed as a whole, for node's TAP reporter", () => {
  const crashed = (number: number, file: string, location = "") => `# Subtest: ${file}
not ok ${number} - ${file}
  ---
  duration_ms: 96.01${location}
  failureType: 'testCodeFailure'
  exitCode: 1
  error: 'test failed'
  code: 'ERR_TEST_FAILURE'
  ...`;

  test("has the message of its own crash, as it was printed", () => {
    const output = `Error: not of a test
# C:\\\\project\\\\t\\\\broken.test.ts:1
# Error: Cannot find module './gone'
# Require stack:
# - C:\\\\project\\\\t\\\\broken.test.ts
#     at \\#load (node:internal/modules/cjs/loader:1464:18)
# Node.js v20.20.2
${crashed(1, "C:\\\\project\\\\t\\\\broken.test.ts", "\n  location: 'C:\\\\project\\\\t\\\\broken.test.ts:1:1'")}
${crashed(2, "/home/me/project/t/exits.test.js")}
# RangeError [ERR_OUT_OF_RANGE]: no such \\#
#     at /home/me/project/lib/list.js:7:9
${crashed(3, "/home/me/project/t/view.test.tsx")}
# Error: printed later`;
    expect(told(output)).toEqual([
      {
        at: 8,
        file: "C:\\project\\t\\broken.test.ts",
        message: "Error: Cannot find module './gone' Require stack: - C:\\project\\t\\broken.test.ts",
      },
      { at: 18, file: "/home/me/project/t/exits.test.js", message: "failed as a whole" },
      {
        at: 29,
        file: "/home/me/project/t/view.test.tsx",
        message: "RangeError [ERR_OUT_OF_RANGE]: no such #",
      },
    ]);
  });
});
