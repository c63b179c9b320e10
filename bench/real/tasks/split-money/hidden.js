import assert from "node:assert/strict";
import { test } from "node:test";
import { splitMoney } from "./src/split-money.js";

test("no cent is lost, and the earlier part gets it", () => {
  assert.deepEqual(splitMoney(100, [1, 1, 1]), [34, 33, 33]);
  assert.deepEqual(splitMoney(5, [1, 1]), [3, 2]);
});
test("the largest remainder comes first", () => {
  assert.deepEqual(splitMoney(100, [10, 20, 37]), [15, 30, 55]);
  assert.deepEqual(splitMoney(7, [3, 1, 1]), [4, 2, 1]);
});
test("a negative amount is split with its sign", () => {
  assert.deepEqual(splitMoney(-100, [1, 1, 1]), [-34, -33, -33]);
});
test("equal remainders are equal, however they are computed", () => {
  assert.deepEqual(splitMoney(10, [1, 1, 4]), [2, 2, 6]);
});
test("parts of nothing are nothing", () => {
  assert.deepEqual(splitMoney(0, [1, 2]), [0, 0]);
});
test("wrong weights are errors", () => {
  for (const weights of [[], [0, 0], [1, -1, 1]]) assert.throws(() => splitMoney(1, weights), RangeError);
});
