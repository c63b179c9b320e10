import assert from "node:assert/strict";
import { test } from "node:test";
import { slugify } from "../src/slugify.js";

test("spaces become dashes", () => {
  assert.equal(slugify("Hello big World"), "hello-big-world");
});
