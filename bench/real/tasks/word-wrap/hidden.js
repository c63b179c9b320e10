import assert from "node:assert/strict";
import { test } from "node:test";
import { wrap } from "./src/word-wrap.js";

test("lines and empty lines stay", () => {
  assert.equal(wrap("one two\n\nthree four", 7), "one two\n\nthree\nfour");
});
test("indentation is kept", () => {
  assert.equal(wrap("  one two three", 9), "  one two\n  three");
});
test("long words are broken hard", () => {
  assert.equal(wrap("a abcdefgh b", 3), "a\nabc\ndef\ngh\nb");
  assert.equal(wrap("  abcd", 4), "  ab\n  cd");
});
test("spaces at breaks and ends go, those between words stay", () => {
  assert.equal(wrap("one  two   three  ", 8), "one  two\nthree");
});
test("characters are what people see", () => {
  assert.equal(wrap("👩‍👩‍👧 👍🏽 é", 5), "👩‍👩‍👧 👍🏽 é");
  assert.equal(wrap("👍🏽👍🏽👍🏽", 2), "👍🏽👍🏽\n👍🏽");
});
test("a width below one is an error", () => {
  assert.throws(() => wrap("a", 0), RangeError);
});
