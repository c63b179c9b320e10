import { expect, it } from "vitest";
import { withoutComparedValues } from "../../src/contracts/compared-values.js";

it.each([
  ["expected { a: [1, 2] } to equal {}", "expected <value> to equal <value>"],
  [
    "Expected values to be equal: { a: 1, b... should equal {}",
    "Expected values to be equal: <value> should equal <value>",
  ],
  ["got [1, ... 3 more items] here", "got <value> here"],
  ["assertion failed left: [1] right: 2", "assertion failed left: <value>"],
  ["expected: 4 got: 0 (compared using ==)", "expected: <value>"],
  ["not equal - Expected - 1 + Received + 32 - Object {}", "not equal <value>"],
  ["not equal + actual - expected + 1 - 2", "not equal <value>"],
  ["not equal. --- Expected +++ Actual @@ @@ -1", "not equal. <value>"],
  ["Error [ERR_ASSERTION]: late", "Error [ERR_ASSERTION]: late"],
  ["Unexpected token { in a.json", "Unexpected token { in a.json"],
  ["expected: a word", "expected: a word"],
])("the values of %j are left out", (message, expected) => {
  expect(withoutComparedValues(message)).toBe(expected);
});
