import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeIntervals } from "../src/intervals.js";

test("one interval is its own union", () => {
  assert.deepEqual(mergeIntervals([[1, 2]]), [[1, 2]]);
});
