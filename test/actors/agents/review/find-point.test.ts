import { expect, it } from "vitest";
import { findPoint } from "../../../../src/actors/agents/review/find-point.js";

const points = [
  "`total()` returns 90 for a 10 % code",
  "It has a test",
  "It has a test for an empty cart",
  "2 is rounded up",
].map((text) => ({ text }));

it.each([
  ["1", 0],
  ["4.", 3],
  ["#2", 1],
  ["(2)", 1],
  ["Criterion 3", 2],
  ["AC 3:", 2],
  ["2. It has a test", 1],
  ["3) it has a test for an empty cart", 2],
  ["1 - total", 0],
  ["total() returns 90 for a 10 % code", 0],
  ["IT HAS A TEST.", 1],
  ["2 is rounded up", 3],
  ["a test for an empty cart", 2],
  ["total() returns 90 for a 10 % code, also in lower case", 0],
])("%j is about point %i", (answer, at) => {
  expect(findPoint(answer, points)).toBe(at);
});

it.each(["0", "5", "has a test", "test", "", "something else that is true"])("%j is about none", (answer) => {
  expect(findPoint(answer, points)).toBeUndefined();
});
