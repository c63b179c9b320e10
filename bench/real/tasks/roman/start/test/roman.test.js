import assert from "node:assert/strict";
import { test } from "node:test";
import { fromRoman, toRoman } from "../src/roman.js";

test("small numbers", () => {
  assert.equal(toRoman(3), "III");
  assert.equal(fromRoman("VI"), 6);
});
