import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, stringify } from "../src/query-string.js";

test("pairs are read and written", () => {
  assert.equal(parse("a=1&b=2").b, "2");
  assert.equal(stringify({ a: "1", b: "2" }), "a=1&b=2");
});
