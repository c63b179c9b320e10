import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, stringify } from "./src/query-string.js";

const plain = (values) => ({ ...values });

test("repeated keys are arrays, bare keys are true", () => {
  assert.deepEqual(plain(parse("?a=1&a=2&b&a=3")), { a: ["1", "2", "3"], b: true });
});
test("values are decoded, and stay where that cannot be", () => {
  assert.deepEqual(plain(parse("q=a+b%20c&x=%E4%BD%A0&y=100%&%6b=v=w&e=")), {
    q: "a b c",
    x: "你",
    y: "100%",
    k: "v=w",
    e: "",
  });
});
test("nothing in, nothing out", () => {
  assert.deepEqual(plain(parse("")), {});
  assert.deepEqual(plain(parse("?&&")), {});
  assert.equal(stringify({}), "");
});
test("no prototype is touched", () => {
  const values = parse("__proto__=1&constructor=2");
  assert.equal(Object.getPrototypeOf(values), null);
  assert.equal(values.constructor, "2");
});
test("values are encoded, sorted, repeated, left out", () => {
  const text = stringify({
    b: ["x y", "z"],
    a: "&=",
    c: true,
    d: undefined,
    e: null,
    f: false,
    g: 0,
    "k k": "",
  });
  assert.equal(text, "a=%26%3D&b=x%20y&b=z&c&g=0&k%20k=");
});
test("there and back", () => {
  const text = "a=1&b=2&b=3&c&d=%2B";
  assert.equal(stringify(parse(text)), text);
});
