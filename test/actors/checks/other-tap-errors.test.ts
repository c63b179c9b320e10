import { describe, expect, test } from "vitest";
import { nodeTestErrors } from "../../../src/actors/checks/node-test-errors.js";

const told = (output: string) => nodeTestErrors(output.split("\n"));

describe("the failing tests of another TAP producer", () => {
  test("are tape's, with the file of a call", () => {
    const output = `TAP version 13
# adds
not ok 1 should be strictly equal
  ---
    operator: equal
    expected: 4
    actual:   3
    at: Test.<anonymous> (/home/me/project (old)/t.js:12:34)
    stack: |-
      Error: should be strictly equal
          at Test.assert [as _assert] (/home/me/project/node_modules/tape/lib/test.js:314:48)
  ...
not ok 12 .end() already called
  ---
    operator: fail
    at: /home/me/project/t.js:5:1
  ...

1..2
# tests 2
# fail  2`;
    expect(told(output)).toEqual([
      {
        at: 2,
        test: "should be strictly equal",
        file: "/home/me/project (old)/t.js",
        message: "expected 4, got 3",
      },
      { at: 12, test: ".end() already called", file: "/home/me/project/t.js", message: "failed" },
    ]);
  });

  test.each([
    ["message: 'it''s bad'", "it's bad"],
    ['message: "it is \\"bad\\"\\nagain"', 'it is "bad" again'],
    ["message: >\n    it is\n    bad", "it is bad"],
    ["message: |+\n    it is\n    bad", "it is bad"],
    ["got: 3\n  expected: 4", "expected 4, got 3"],
    ["expected: 4", "expected 4, got undefined"],
    ["actual: 3", "expected undefined, got 3"],
    ["severity: fail", "failed"],
  ])("say why in the keys that they have: %s", (keys, message) => {
    expect(told(`not ok 1 - adds\n  ---\n  ${keys}\n  ...`)).toEqual([{ at: 0, test: "adds", message }]);
  });

  test("take no key of another test's, nor of what only looks like a list of keys", () => {
    const output = `not ok 1 - first
not ok 2 - second
  ---
  severity: fail
  ...
not ok 3 - third
  # message: 'a comment'
  message: 'printed by the test'
not ok 4
  ---
  message: 'bad'
  ...`;
    expect(told(output)).toEqual([
      { at: 0, test: "first", message: "failed" },
      { at: 1, test: "second", message: "failed" },
      { at: 5, test: "third", message: "failed" },
      { at: 8, test: "unnamed", message: "bad" },
    ]);
  });

  test("are Perl's, without the tests that only hold others, and with those beside them", () => {
    const output = `ok 1 - loads
    # Subtest: basket
    not ok 1 - adds
    ok 2 - removes
    1..2
not ok 2 - basket
not ok 3 - pays
    not ok 1 - opens # TODO later
    1..1
ok 4 - shop
1..5
not ok 5 - closes`;
    expect(told(output)).toEqual([
      { at: 2, test: "basket > adds", message: "failed" },
      { at: 6, test: "pays", message: "failed" },
      { at: 11, test: "closes", message: "failed" },
    ]);
  });

  test.each(["it is not ok 1 - really", "not ok", "not ok - adds", "nok 1 - adds"])(
    "are not a line that only reads like one: %s",
    (line) => {
      expect(nodeTestErrors([line])).toEqual([]);
    },
  );
});
