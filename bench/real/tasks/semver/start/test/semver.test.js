import assert from "node:assert/strict";
import { test } from "node:test";
import { compare } from "../src/semver.js";

test("versions are ordered", () => {
  assert.equal(compare("1.2.3", "1.2.4"), -1);
  assert.equal(compare("1.2.3", "1.2.3"), 0);
});
