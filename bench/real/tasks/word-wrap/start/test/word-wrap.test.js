import assert from "node:assert/strict";
import { test } from "node:test";
import { wrap } from "../src/word-wrap.js";

test("a line is broken between words", () => {
  assert.equal(wrap("one two three", 7), "one two\nthree");
});
