import assert from "node:assert/strict";
import { test } from "node:test";
import { diff } from "./src/object-diff.js";

test("objects are compared inside, sorted by path", () => {
  assert.deepEqual(diff({ b: 1, a: { c: 1, d: 2 } }, { a: { c: 1, d: 3, e: null } }), [
    { path: ["a", "d"], kind: "changed", before: 2, after: 3 },
    { path: ["a", "e"], kind: "added", after: null },
    { path: ["b"], kind: "removed", before: 1 },
  ]);
});
test("arrays are compared by index, ten after nine", () => {
  const before = Array.from({ length: 10 }, (_, index) => index);
  const after = [...before.slice(0, 9), "nine", "ten"];
  assert.deepEqual(diff(before, after), [
    { path: [9], kind: "changed", before: 9, after: "nine" },
    { path: [10], kind: "added", after: "ten" },
  ]);
});
test("another kind of value is a change as a whole", () => {
  assert.deepEqual(diff({ a: [1] }, { a: { 0: 1 } }), [
    { path: ["a"], kind: "changed", before: [1], after: { 0: 1 } },
  ]);
  assert.deepEqual(diff({ a: null }, { a: {} }), [{ path: ["a"], kind: "changed", before: null, after: {} }]);
});
test("equal deep values do not differ", () => {
  assert.deepEqual(diff({ a: [{ b: null }] }, { a: [{ b: null }] }), []);
});
test("__proto__ is a key like any other", () => {
  const after = JSON.parse('{ "__proto__": 1 }');
  assert.deepEqual(diff({}, after), [{ path: ["__proto__"], kind: "added", after: 1 }]);
  assert.deepEqual(diff({}, JSON.parse('{ "toString": 1 }')).length, 1);
});
