import { expect, it } from "vitest";
import { oneLine } from "../../src/contracts/one-line.js";

it.each([
  ["as it is where it fits exactly", "12345", "12345"],
  ["with an ellipsis in the place of what does not fit", "123456", "1234…"],
  ["without blanks and line ends around it", "\r\n  a b \n", "a b"],
  ["with one blank for any blanks and control characters", "a\t\n\u001b b", "a b"],
])("text on one line is %s", (_, text, line) => {
  expect(oneLine(text, 5)).toBe(line);
});

it("a line has at most 160 characters unless told otherwise", () => {
  expect(oneLine("x".repeat(160))).toBe("x".repeat(160));
  expect(oneLine("x".repeat(161))).toBe(`${"x".repeat(159)}…`);
});
