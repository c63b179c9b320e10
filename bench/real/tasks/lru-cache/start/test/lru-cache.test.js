import assert from "node:assert/strict";
import { test } from "node:test";
import { LruCache } from "../src/lru-cache.js";

test("what was set is there", () => {
  const cache = new LruCache({ capacity: 2 });
  cache.set("a", 1);
  assert.equal(cache.get("a"), 1);
  assert.equal(cache.has("b"), false);
});
