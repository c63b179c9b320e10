import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeIntervals } from "./src/intervals.js";

test("overlapping and touching intervals become one", () => {
  const merged = mergeIntervals([
    [8, 10],
    [1, 3],
    [2, 6],
    [10, 12],
  ]);
  assert.deepEqual(merged, [
    [1, 6],
    [8, 12],
  ]);
});
test("an interval inside another does not shorten it", () => {
  assert.deepEqual(
    mergeIntervals([
      [1, 10],
      [2, 3],
      [10, 11],
    ]),
    [[1, 11]],
  );
});
test("numbers are sorted as numbers", () => {
  assert.deepEqual(
    mergeIntervals([
      [10, 11],
      [9, 9.5],
    ]),
    [
      [9, 9.5],
      [10, 11],
    ],
  );
});
test("empty intervals stay where nothing covers them", () => {
  assert.deepEqual(
    mergeIntervals([
      [5, 5],
      [1, 2],
      [2, 2],
      [5, 5],
    ]),
    [
      [1, 2],
      [5, 5],
    ],
  );
});
test("the argument stays as it is", () => {
  const given = [
    [3, 4],
    [1, 3],
  ];
  mergeIntervals(given)[0][1] = 99;
  assert.deepEqual(given, [
    [3, 4],
    [1, 3],
  ]);
});
test("an interval that ends before it starts is an error", () => {
  assert.throws(() => mergeIntervals([[2, 1]]), RangeError);
});
