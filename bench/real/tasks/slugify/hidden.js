import assert from "node:assert/strict";
import { test } from "node:test";
import { slugify } from "./src/slugify.js";

test("accents go", () => {
  assert.equal(slugify("Crème Brûlée"), "creme-brulee");
  assert.equal(slugify("Straße"), "strasse");
});
test("all else becomes one dash, and none at the ends", () => {
  assert.equal(slugify("  What?! -- 100 % (really) "), "what-100-really");
  assert.equal(slugify("!!!"), "");
});
test("a slug is cut between words", () => {
  assert.equal(slugify("one two three", { maxLength: 9 }), "one-two");
  assert.equal(slugify("one two three", { maxLength: 7 }), "one-two");
  assert.equal(slugify("one two three", { maxLength: 13 }), "one-two-three");
});
test("a first word that is too long is cut", () => {
  assert.equal(slugify("extraordinary thing", { maxLength: 5 }), "extra");
});
