import assert from "node:assert/strict";
import { test } from "node:test";
import { diff } from "../src/object-diff.js";

test("equal values do not differ", () => {
  assert.deepEqual(diff(1, 1), []);
});

test("other values are a change", () => {
  assert.deepEqual(diff(1, 2), [{ path: [], kind: "changed", before: 1, after: 2 }]);
});
