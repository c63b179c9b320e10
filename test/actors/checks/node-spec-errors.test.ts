import { describe, expect, test } from "vitest";
import { nodeTestErrors } from "../../../src/actors/checks/node-test-errors.js";

const linesOf = (output: string) => output.split("\n");
const told = (output: string) => nodeTestErrors(linesOf(output));

describe("the failing tests of node's spec reporter", () => {
  test("are read from the list at the end, with file, place and message", () => {
    const output = `▶ basket
  ✖ adds (2.38ms)
    Error: test at lunch failed
        at TestContext.<anonymous> (/home/me/project/t/basket.test.js:12:37)

✖ basket (3.1ms)
test at the office
✖ failing tests:

test at t/basket.test.js:12:34
✖ adds (2.38ms)
  Error: test at lunch failed
  with ✖ in it

      at TestContext.<anonymous> (/home/me/project/t/basket.test.js:12:37)

test at t\\windows.test.js:128:1
✖ compares (1.5ms) twice (0.2ms)
  AssertionError [ERR_ASSERTION]: 1 == 2
      at TestContext.<anonymous> (C:\\project\\t\\windows.test.js:128:37)

test at t/cancelled.test.js:3:4
✖ never starts
  'test did not finish before its parent and was cancelled'

test at t/last.test.js:5:1
✖ times out (51.266286ms)
  'test timed out after 50ms'

npm error Lifecycle script \`test\` failed with error:`;
    expect(told(output)).toEqual([
      {
        at: 9,
        test: "basket > adds",
        file: "t/basket.test.js",
        line: "12:34",
        message: "Error: test at lunch failed with ✖ in it",
      },
      {
        at: 16,
        test: "compares (1.5ms) twice",
        file: "t\\windows.test.js",
        line: "128:1",
        message: "1 == 2",
      },
      {
        at: 21,
        test: "never starts",
        file: "t/cancelled.test.js",
        line: "3:4",
        message: "test did not finish before its parent and was cancelled",
      },
      {
        at: 25,
        test: "times out",
        file: "t/last.test.js",
        line: "5:1",
        message: "test timed out after 50ms",
      },
    ]);
  });

  test("are told by names of several lines, whole and without their time", () => {
    const output = `test at t/a.test.js:9:1
✖ renders

<p>a</p> (4.43ms)
  Error: no paragraph
      at t/a.test.js:9:37`;
    expect(told(output)).toEqual([
      {
        at: 0,
        test: "renders  <p>a</p>",
        file: "t/a.test.js",
        line: "9:1",
        message: "Error: no paragraph",
      },
    ]);
  });

  test("are told apart also where one says nothing", () => {
    const output = `test at t/a.test.js:3:1
✖ asks for a test at noon
test at t/a.test.js:4:1
✖ waits (1.2ms)
  'cancelled'`;
    expect(told(output)).toEqual([
      { at: 0, test: "asks for a test at noon", file: "t/a.test.js", line: "3:1", message: "" },
      { at: 2, test: "waits", file: "t/a.test.js", line: "4:1", message: "cancelled" },
    ]);
  });

  test.each([
    ["a todo test", "✖ later (0.16ms) # TODO", "  Error: not yet"],
    ["a todo test with a reason", "✖ later (0.16ms) # when the server is there", "  Error: not yet"],
    ["a todo test for being FLAKY", "✖ later (0.16ms) # it is FLAKY", "  Error: not yet"],
    ["a todo test of a newer node", "⚠ later (0.16ms) # TODO", "  Error: not yet"],
    ["what only has one failing test", "✖ suite (3.3ms)", "  '1 subtest failed'"],
    ["what only has failing tests", "✖ suite (3.3ms)", "  '12 subtests failed'"],
  ])("are not %s", (_, title, error) => {
    expect(told(`✖ failing tests:\n\ntest at t/a.test.js:3:1\n${title}\n${error}\n`)).toEqual([]);
  });

  test.each([
    ["a test that should have failed", "✖ counts (0.16ms) # EXPECTED FAILURE", "counts", "Error: it passed"],
    ["a test that was tried again", "✖ counts (0.16ms) # FLAKY 2 re-tries", "counts", "Error: it passed"],
    ["a name with a number sign", "✖ closes # 12", "closes # 12", "Error: it passed"],
    [
      "a cancelled test with a time in its name",
      "✖ waits (50ms) or less",
      "waits (50ms) or less",
      "cancelled",
    ],
    ["an error that ends with a quote", "✖ counts (0.16ms)", "counts", "Error: no such 'a'"],
    ["an error about tests", "✖ counts (0.16ms)", "counts", "Error: 2 subtests failed"],
    ["an error that begins like one", "✖ counts (0.16ms)", "counts", "2 subtests failed early"],
  ])("are also %s", (_, title, name, message) => {
    expect(told(`test at t/a.test.js:3:1\n${title}\n  ${message}`)).toEqual([
      { at: 0, test: name, file: "t/a.test.js", line: "3:1", message },
    ]);
  });

  test.each([
    ["that has more behind its place", ["test at t/a.test.js:3:1 passed", "✖ a (1ms)"]],
    ["in a sentence", ["the test at t/a.test.js:3:1", "✖ a (1ms)"]],
    ["before a line that only holds the sign", ["test at t/a.test.js:3:1", "not ✖ a (1ms)"]],
    ["that ends the output", ["test at t/a.test.js:3:1"]],
  ])("do not come from a line %s", (_, lines) => {
    expect(nodeTestErrors(lines)).toEqual([]);
  });
});

describe("a file that failed as a whole, for node's spec reporter", () => {
  test("has the message of its own crash, not of another file's nor of an error's cause", () => {
    const output = `/home/me/project/t/broken.test.js:1
const x = ;
          ^

SyntaxError: Unexpected token ';'
    at wrapSafe (node:internal/modules/cjs/loader:1464:18)

Node.js v20.20.2
✖ /home/me/project/t/broken.test.js (92.09ms)
  'test failed'

✖ /home/me/project/t/exits.test.cjs (109.61ms)
  'test failed'

Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/home/me/project/lib/gone.mjs' imported from /home/me/project/lib/index.mjs
    at finalizeResolution (node:internal/modules/esm/resolve:283:11) {
  [cause]: Error: inner
}

Node.js v20.20.2
✖ /home/me/project/t/imports.test.mjs (112.45ms)
  'test failed'

Error: printed later

✖ failing tests:

test at t/broken.test.js:1:1
✖ /home/me/project/t/broken.test.js (92.09ms)
  'test failed'

test at t/exits.test.cjs:1:1
✖ /home/me/project/t/exits.test.cjs (109.61ms)
  'test failed'

test at t/imports.test.mjs:1:1
✖ /home/me/project/t/imports.test.mjs (112.45ms)
  'test failed'
`;
    expect(told(output)).toEqual([
      { at: 27, file: "t/broken.test.js", message: "SyntaxError: Unexpected token ';'" },
      { at: 31, file: "t/exits.test.cjs", message: "failed as a whole" },
      {
        at: 35,
        file: "t/imports.test.mjs",
        message:
          "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/home/me/project/lib/gone.mjs' imported from /home/me/project/lib/index.mjs",
      },
    ]);
  });

  test("has a message of at most six lines, also where it begins the output", () => {
    const output = `Error: Cannot find module './gone'
Require stack:
- /home/me/project/lib/d.js
- /home/me/project/lib/c.js
- /home/me/project/lib/b.js
- /home/me/project/lib/a.js
- /home/me/project/t/requires.test.js
    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15)
✖ t/requires.test.js (92.09ms)
test at t/requires.test.js:1:1
✖ t/requires.test.js (92.09ms)
  'test failed'`;
    expect(told(output)).toEqual([
      {
        at: 9,
        file: "t/requires.test.js",
        message:
          "Error: Cannot find module './gone' Require stack: - /home/me/project/lib/d.js - /home/me/project/lib/c.js - /home/me/project/lib/b.js - /home/me/project/lib/a.js",
      },
    ]);
  });

  test.each([
    ["reads config.json", "'test failed'", "test failed"],
    ["waits", "'test failed'", "test failed"],
    ["parses main.ts", "Error: test failed", "Error: test failed"],
  ])("is not a test called %s", (name, printed, message) => {
    expect(told(`test at t/a.test.js:3:1\n✖ ${name} (1.2ms)\n  ${printed}`)).toEqual([
      { at: 0, test: name, file: "t/a.test.js", line: "3:1", message },
    ]);
  });
});
